// Takes in the faces of rare letters once the page is there: nothing of what is seen first waits for them.

const faces = document.querySelector("link[data-faces]");
if (faces) faces.media = "all";
