/** For light and dark, without external resources. */
export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#d6d3ce, #4a4742); --quiet: light-dark(#5c5750, #b5afa6); --link: light-dark(#1c4f8c, #9cc4f5); }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; font: 15px/1.5 ui-sans-serif, system-ui, sans-serif; background: light-dark(#fbfaf8, #1d1b19); color: light-dark(#22201d, #f0ede8); }
h1 { font-size: 1.4rem; margin: 0; }
h2, caption { font-size: 1.05rem; font-weight: 600; text-align: left; margin: 0; padding: 0 0 .4rem; }
header p, section p { color: var(--quiet); margin: .2rem 0 0; }
section { margin-top: 2rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, section:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
tr:has(code:target) { background: light-dark(#efe9dc, #37332c); }
td:has(> .status) { white-space: nowrap; }
.status::before { content: ""; display: inline-block; width: .6em; height: .6em; margin-right: .45em; border-radius: 50%; border: 2px solid currentColor; }
.accepted::before { background: currentColor; }
.cancelled, .rejected { color: var(--quiet); text-decoration: line-through; }
`;
