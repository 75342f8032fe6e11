// The slider of each pair of pictures: to its left the figure as it was, to its right as it is.
for (const pictures of document.querySelectorAll(".pictures")) {
  const input = pictures.querySelector("input[type=range]");
  const over = pictures.querySelector(".over");
  if (!input || !over) continue;
  const show = () => over.style.setProperty("clip-path", `inset(0 0 0 ${input.value}%)`);
  input.addEventListener("input", show);
  const slide = pictures.querySelector(".slide");
  const drag = event => {
    if (event.buttons !== 1) return;
    const box = slide.getBoundingClientRect();
    input.value = Math.round(100 * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    show();
    event.preventDefault();
  };
  slide.addEventListener("pointerdown", drag);
  slide.addEventListener("pointermove", drag);
}
