// Keeps notes on the device while there is no connection, and sends each of them once. Without it the form is a form.
const form = document.querySelector("form[data-notes]");
const told = document.querySelector("[data-notes-told]");
const STORE = "notes";

function tell(words) { told.hidden = false; told.textContent = words; }

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open("cupola-notes", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

async function shelf(mode, act) {
  const base = await open();
  return new Promise((done, failed) => {
    const walk = base.transaction(STORE, mode);
    const asked = act(walk.objectStore(STORE));
    walk.oncomplete = () => { base.close(); done(asked.result); };
    walk.onerror = () => { base.close(); failed(walk.error); };
  });
}

const waiting = () => shelf("readonly", (store) => store.getAll());
const keep = (note) => shelf("readwrite", (store) => store.put(note));
const forget = (key) => shelf("readwrite", (store) => store.delete(key));

function written() {
  const note = { key: form.elements.key.value, fields: {}, photo: null };
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) { if (value.size) note.photo = value; } else if (name !== "csrfmiddlewaretoken") note.fields[name] = value;
  }
  note.fields.heard_at = new Date().toISOString();
  return note;
}

async function send(note) {
  const proof = await fetch(form.dataset.token, { headers: { Accept: "application/json" } });
  if (proof.redirected || !proof.ok) return "sign-in";
  const data = new FormData();
  for (const [name, value] of Object.entries(note.fields)) data.append(name, value);
  if (note.photo) data.append("photo", note.photo, note.photo.name || "photo.jpg");
  const answer = await fetch(form.dataset.notes, {
    method: "POST", body: data, headers: { "X-Note": "1", "X-CSRFToken": (await proof.json()).token },
  });
  if (answer.status === 201) return "sent";
  if (answer.status === 422) return "refused";
  return answer.redirected || answer.status === 403 ? "sign-in" : "later";
}

function fresh() {
  const school = form.elements.school.value;
  form.reset();
  form.elements.school.value = school;
  form.elements.key.value = crypto.randomUUID();
  form.elements.heard.focus();
}

// One at a time: two flushes at once would send a note twice, and the server would keep it once anyway.
let flushing = false;
async function flush() {
  if (flushing) return;
  flushing = true;
  try {
    const notes = await waiting();
    for (const note of notes) {
      const how = await send(note);
      if (how === "sent") { await forget(note.key); tell(told.dataset.sent); }
      else if (how === "sign-in") { tell(told.dataset.signIn); return; }
      else if (how === "refused") { tell(`${told.dataset.refused} ${note.fields.heard}`); return; }
      else return;
    }
  } catch {
    const left = await waiting();
    if (left.length) tell(`${told.dataset.waiting}: ${left.length}`);
  } finally { flushing = false; }
}

async function submitted(event) {
  event.preventDefault();
  if (!form.elements.heard.value.trim()) { form.elements.heard.focus(); return; }
  const note = written();
  await keep(note);
  let how = "later";
  try { how = await send(note); } catch { how = "later"; }
  if (how === "sent") { await forget(note.key); tell(told.dataset.sent); fresh(); }
  else if (how === "refused") { await forget(note.key); form.submit(); }
  else { tell(how === "sign-in" ? told.dataset.signIn : told.dataset.kept); fresh(); }
}

if (form && window.isSecureContext && "indexedDB" in window) {
  if (!form.elements.key.value) form.elements.key.value = crypto.randomUUID();
  form.addEventListener("submit", submitted);
  window.addEventListener("online", flush);
  flush();
  if (form.dataset.worker && "serviceWorker" in navigator) navigator.serviceWorker.register(form.dataset.worker);
} else if (form) {
  tell(told.dataset.unsafe);
}
