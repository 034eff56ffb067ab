// What the page adds to textual-serve's terminal: its own font before the first measure, and copying that says
// whether it was done.
"use strict";
(() => {
  const openTerminal = window.onload;
  const clipboard = navigator.clipboard; // missing on a page that is neither encrypted nor of this machine
  let forgetting;

  function tell(text, bad) {
    const told = document.getElementById("told");
    told.textContent = text;
    told.className = bad ? "bad" : "";
    told.hidden = false;
    clearTimeout(forgetting);
    forgetting = setTimeout(() => (told.hidden = true), 8000);
  }

  function copySelected(text) {
    const before = document.activeElement;
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = text;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    return done;
  }

  function offer(text) {
    const dialog = document.getElementById("by-hand");
    const before = document.activeElement;
    const field = dialog.querySelector("textarea");
    dialog.addEventListener("close", () => before?.focus(), { once: true });
    field.value = text;
    if (!dialog.open) dialog.showModal();
    field.select();
  }

  async function copy(text) {
    try {
      await clipboard.writeText(text);
    } catch {
      if (!copySelected(text)) {
        tell("Not copied", true);
        offer(text);
        return;
      }
    }
    tell(`Copied: ${[...text].length} characters`);
  }

  // The terminal writes here what the program copies; that it could also read from here is nobody's need.
  const readText = () => Promise.reject(new Error("refused"));
  Object.defineProperty(navigator, "clipboard", { value: { writeText: copy, readText } });

  window.onload = async () => {
    const socket = new URL("ws", location.href);
    socket.protocol = "ws:";
    socket.search = "";
    document.getElementById("terminal").dataset.sessionWebsocketUrl = socket.href;
    await Promise.allSettled(["16px", "bold 16px", "italic 16px"].map((each) => document.fonts.load(`${each} "Roboto Mono"`)));
    openTerminal.call(window);
    let begun = false;
    new MutationObserver(() => {
      const now = document.body.classList;
      if (now.contains("-closed")) {
        document.querySelector(begun ? "#closed a" : "#full a").focus();
      } else if (now.contains("-first-byte") && !begun) {
        begun = true;
        document.querySelector(".xterm-helper-textarea").focus(); // so that keys work without a click
      }
    }).observe(document.body, { attributes: true });
  };
})();
