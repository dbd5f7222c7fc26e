// Sends dropped files and folders with their paths and shows how far it is. Without it the file field does the work.
async function below(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [{ file, path: path + file.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    for (const each of some) found.push(...await below(each, `${path}${entry.name}/`));
  }
  return found;
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
  return (await Promise.all(entries.map((entry) => below(entry, "")))).flat();
}

function chosen(...inputs) {
  return inputs.flatMap((input) => [...input.files]).map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

function bind(form) {
  const zone = form.querySelector("[data-drop-zone]");
  const told = form.querySelector("[data-drop-told]");
  const bar = told.querySelector("progress");
  const words = told.querySelector("p");
  const button = form.querySelector("[data-drop-send]");
  const [files, folder] = form.querySelectorAll("input[type=file]");
  form.querySelector("[data-drop-folder]").hidden = false;

  function ended(text) {
    bar.hidden = true;
    button.disabled = false;
    words.textContent = text;
  }

  function send(all) {
    if (!all.length) { ended(told.dataset.saysNone); return; }
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("system", form.elements.system.value);
    for (const each of all) { data.append("paths", each.path); data.append("files", each.file, each.file.name); }
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("X-Drop", "1");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      const share = Math.round(100 * bar.value);
      words.textContent = share < 100
        ? `${told.dataset.saysSending}: ${all.length} ${told.dataset.saysFiles}, ${share} %`
        : `${told.dataset.saysKept} …`;
    });
    request.addEventListener("load", () => {
      if (request.status === 201 || request.status === 422) window.location.assign(request.responseText);
      else ended(told.dataset.saysBroke);
    });
    request.addEventListener("error", () => ended(told.dataset.saysBroke));
    bar.hidden = false;
    button.disabled = true;
    request.send(data);
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); send(chosen(files, folder)); });
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("drop__zone--over"); });
  }
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("drop__zone--over");
  });
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("drop__zone--over");
    send(await dropped(event.dataTransfer));
  });
}

document.querySelectorAll("form[data-drop]").forEach(bind);
