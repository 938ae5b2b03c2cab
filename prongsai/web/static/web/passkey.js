// Passkeys: asks the browser's authenticator and posts its answer. Forms are marked data-passkey="get" or "create";
// the challenge stands in data-options or is fetched from data-options-from. Without this file passwords and codes still work.
"use strict";
(() => {
  const forms = document.querySelectorAll("form[data-passkey]");
  if (!forms.length || !window.PublicKeyCredential) return;

  const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const toText = (buffer) => {
    if (!buffer) return null;
    let bytes = "";
    new Uint8Array(buffer).forEach((one) => { bytes += String.fromCharCode(one); });
    return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const withBytes = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const ask = async (kind, options) => {
    const asked = { ...options, challenge: toBytes(options.challenge) };
    if (kind === "create") {
      asked.user = { ...asked.user, id: toBytes(asked.user.id) };
      asked.excludeCredentials = withBytes(asked.excludeCredentials);
      return navigator.credentials.create({ publicKey: asked });
    }
    asked.allowCredentials = withBytes(asked.allowCredentials);
    return navigator.credentials.get({ publicKey: asked });
  };

  const toAnswer = (credential) => {
    const given = credential.response;
    const response = { clientDataJSON: toText(given.clientDataJSON) };
    if (given.attestationObject) {
      response.attestationObject = toText(given.attestationObject);
      if (given.getTransports) response.transports = given.getTransports();
    } else {
      response.authenticatorData = toText(given.authenticatorData);
      response.signature = toText(given.signature);
      response.userHandle = toText(given.userHandle);
    }
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
    };
  };

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`no challenge: ${answer.status}`);
    return answer.json();
  };

  forms.forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-failed]");
      if (failed) failed.hidden = true;
      try {
        const options = await optionsOf(form);
        const credential = await ask(form.dataset.passkey, options.publicKey);
        form.elements.credential.value = JSON.stringify(toAnswer(credential));
        form.submit();
      } catch (error) {
        if (failed) { failed.hidden = false; failed.focus(); }
      }
    });
  });
})();
