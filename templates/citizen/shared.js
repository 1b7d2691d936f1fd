// On a device that many use, Back brings a new form: a browser may have kept the whole page, ticks
// and all, however often it was told not to.
onpagehide = () => (document.body.hidden = true);
onpageshow = (event) => event.persisted && location.replace(location.pathname + location.search);
