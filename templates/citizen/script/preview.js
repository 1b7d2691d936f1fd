// What a comment will look like once it is kept.
function preview(form) {}
