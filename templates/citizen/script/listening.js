// Hearing a question and its answers.
function listening(form) {}
