// What this phone keeps of a sheet until it is sent: {id, action, body, at, opened, done}. IndexedDB,
// because what it has taken outlives a browser that is killed the next moment. A browser that has
// none, or gives it to nobody, keeps nothing.
const shelf = (act) =>
  new Promise((resolve) => {
    setTimeout(resolve, 2e3, []); // some hang, and a sheet must not
    const asked = indexedDB.open("phieu", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("phieu", { keyPath: "id" });
    asked.onerror = () => resolve([]);
    asked.onsuccess = () => {
      const deal = asked.result.transaction("phieu", "readwrite");
      const got = act(deal.objectStore("phieu"));
      deal.oncomplete = deal.onabort = () => {
        asked.result.close();
        resolve(got.result);
      };
    };
  }).catch(() => []);
// A sheet that was finished stays so, whatever another tab that has it open makes of it.
const put = (record) =>
  shelf((all) => {
    const before = all.get(record.id);
    before.onsuccess = () => {
      if (record.done || !(before.result || record).done) all.put(record);
    };
    return before;
  });
const drop = (record) => shelf((all) => all.delete(record.id));
