// Run in a page: what the browser itself draws of it. Put into every recording, to compare with what is told of it.
window.drawn = () => {
  const found = { seen: [], unseen: [], fields: [], focused: null };
  const KEPT_OUT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'TEXTAREA', 'SELECT', 'TITLE']);
  const styleOf = (element) => element.ownerDocument.defaultView.getComputedStyle(element);
  const above = (element) => element.assignedSlot || element.parentElement || element.getRootNode().host || null;
  const cutBy = (boxes, edge, across, down) =>
    boxes
      .map((box) => ({
        left: across ? Math.max(box.left, edge.left) : box.left,
        right: across ? Math.min(box.right, edge.right) : box.right,
        top: down ? Math.max(box.top, edge.top) : box.top,
        bottom: down ? Math.min(box.bottom, edge.bottom) : box.bottom,
      }))
      .filter((box) => box.right - box.left > 1.5 && box.bottom - box.top > 1.5);
  const isDrawn = (element, rects) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
    let boxes = cutBy([...rects], {}, false, false);
    let position = '', fixed = false;
    for (let each = element; each && boxes.length; each = above(each)) {
      const style = styleOf(each);
      const escapes = style.transform === 'none' && (position === 'fixed' || (position === 'absolute' && style.position === 'static'));
      if (style.contentVisibility === 'hidden') return false;
      if (!escapes && !['contents', 'inline'].includes(style.display) && !['BODY', 'HTML'].includes(each.tagName)) {
        const cuts = ['hidden', 'clip'];
        boxes = cutBy(boxes, each.getBoundingClientRect(), cuts.includes(style.overflowX), cuts.includes(style.overflowY));
        if (/inset\((50|100)%/.test(style.clipPath)) return false;
        if (/^rect\(([01]px[, ]*){4}\)/.test(style.clip) && ['absolute', 'fixed'].includes(style.position)) return false;
      }
      if (!escapes && style.position !== 'static') position = style.position;
      fixed = fixed || style.position === 'fixed';
    }
    const view = element.ownerDocument.defaultView, root = element.ownerDocument.documentElement;
    return boxes.some((box) =>
      fixed
        ? box.right > 1 && box.bottom > 1 && box.left < view.innerWidth - 1 && box.top < view.innerHeight - 1
        : box.right + view.scrollX > 1 && box.bottom + view.scrollY > 1 && box.left + view.scrollX < Math.max(root.scrollWidth, view.innerWidth) - 1,
    );
  };
  const text = (node, shown) => {
    const holder = node.parentElement || node.parentNode.host;
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    let box = node.assignedSlot || holder;
    while (box && styleOf(box).display === 'contents') box = above(box);
    const slotless = holder.shadowRoot && node.parentNode === holder && !node.assignedSlot;
    const lost = node.parentElement?.parentElement?.shadowRoot && !node.parentElement.assignedSlot;
    (shown && !slotless && !lost && box && isDrawn(box, range.getClientRects()) ? found.seen : found.unseen).push(node.data.trim());
  };
  const field = (element, shown) => {
    const labelled = [...(element.labels || [])].some((label) => isDrawn(label, label.getClientRects()));
    const ticked = ['checkbox', 'radio'].includes(element.type);
    if (!shown || !(isDrawn(element, element.getClientRects()) || (labelled && (ticked || element.type === 'file')))) return;
    const state = ticked ? (element.checked ? 'checked' : 'not checked') : element.value ? 'filled' : 'empty';
    found.fields.push([state, element.matches(':disabled') ? 'disabled' : 'usable'].join(', '));
  };
  const walk = (node, shown) => {
    if (node.nodeType === 3) return node.data.trim() && text(node, shown);
    if (node.shadowRoot) walk(node.shadowRoot, shown);
    if (['INPUT', 'TEXTAREA', 'SELECT'].includes(node.tagName)) {
      if (!['hidden', 'submit', 'button', 'reset', 'image'].includes(node.type)) field(node, shown);
    } else if (node.tagName === 'IFRAME') {
      if (node.contentDocument) walk(node.contentDocument, shown && isDrawn(node, node.getClientRects()));
    } else if (!KEPT_OUT.has(node.tagName)) {
      node.childNodes.forEach((child) => walk(child, shown));
    }
  };
  walk(document, true);
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement || active?.contentDocument?.activeElement) {
    active = active.shadowRoot?.activeElement || active.contentDocument.activeElement;
  }
  if (active && active.tagName !== 'BODY') found.focused = window.rrweb.record.mirror.getId(active);
  return found;
};
