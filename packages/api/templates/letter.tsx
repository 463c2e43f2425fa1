import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Section,
  Text,
} from "@react-email/components";
import type { ReactNode } from "react";

// Mail programs know no custom properties: the values of tokens.css, written out. Classes are for the dark ones.
const colours = {
  canvas: "#f6f8f7",
  surface: "#ffffff",
  line: "#e1e7e5",
  control: "#7b8a86",
  ink: "#0f1f1d",
  text: "#3d4d4a",
  quiet: "#5a6966",
  accent: "#0b6a65",
  onAccent: "#ffffff",
  soft: "#e4f2f0",
  link: "#0a5f5a",
} as const;

const dark = `
@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background-color: #0b1110 !important; }
  .surface { background-color: #131c1a !important; border-color: #233230 !important; }
  .line { border-color: #233230 !important; }
  .ink { color: #eaf2f0 !important; }
  .text { color: #b9c7c3 !important; }
  .quiet { color: #94a5a0 !important; }
  .link { color: #7fd8ce !important; }
  .soft { background-color: #11302c !important; }
  .primary { background-color: #5ac8bd !important; color: #04211f !important; }
  .secondary { border-color: #71857f !important; color: #eaf2f0 !important; }
}
@media (max-width: 480px) {
  .button { display: block !important; margin: 0 0 8px !important; }
  .pad { padding: 20px 16px !important; }
}
`;

const font =
  'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const plain = { margin: "0 0 16px", fontSize: "15px", lineHeight: "24px" } as const;

/** The whole mail around its content, with slots such as "{{content}}". */
export function Letter() {
  return (
    <Html lang="{{language}}" dir="ltr">
      <Head>
        <title>{"{{subject}}"}</title>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Phones turn numbers, dates and addresses into links, also those that a stranger typed. */}
        <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
        <style>{dark}</style>
      </Head>
      <Body
        className="canvas"
        style={{
          margin: 0,
          padding: "24px 8px",
          backgroundColor: colours.canvas,
          fontFamily: font,
        }}
      >
        <div style={{ display: "none", maxHeight: 0, overflow: "hidden" }}>{"{{preview}}"}</div>
        <Container
          className="surface pad"
          style={{
            maxWidth: "528px",
            padding: "28px",
            border: `1px solid ${colours.line}`,
            borderRadius: "12px",
            backgroundColor: colours.surface,
          }}
        >
          <Text className="ink" style={{ ...plain, fontWeight: 640, color: colours.ink }}>
            {"{{product}}"}
          </Text>
          {"{{content}}"}
          <Hr className="line" style={{ margin: "8px 0 16px", borderColor: colours.line }} />
          <Text
            className="quiet"
            style={{ margin: 0, fontSize: "13px", lineHeight: "20px", color: colours.quiet }}
          >
            {"{{why}} "}
            <Link className="link" href="{{chooseUrl}}" style={underlined}>
              {"{{choose}}"}
            </Link>
            {" · "}
            <Link className="link" href="{{stopUrl}}" style={underlined}>
              {"{{stop}}"}
            </Link>
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const underlined = { color: colours.link, textDecoration: "underline" } as const;

/** The parts that a letter may have, by name. */
export const parts: Readonly<Record<string, ReactNode>> = {
  heading: (
    <Heading
      as="h1"
      className="ink"
      style={{ margin: "0 0 16px", fontSize: "20px", lineHeight: "28px", color: colours.ink }}
    >
      {"{{text}}"}
    </Heading>
  ),
  times: (
    <Section
      className="soft"
      style={{ margin: "0 0 16px", borderRadius: "8px", backgroundColor: colours.soft }}
    >
      <div style={{ padding: "14px 16px" }}>{"{{lines}}"}</div>
    </Section>
  ),
  time: (
    <div
      className="ink"
      style={{ fontSize: "18px", lineHeight: "26px", fontWeight: 620, color: colours.ink }}
    >
      {"{{text}}"}
    </div>
  ),
  zone: (
    <div className="text" style={{ fontSize: "15px", lineHeight: "24px", color: colours.text }}>
      {"{{text}}"}
    </div>
  ),
  oldTime: (
    <div className="quiet" style={{ fontSize: "15px", lineHeight: "24px", color: colours.quiet }}>
      {"{{label}}: "}
      <s>{"{{text}}"}</s>
    </div>
  ),
  paragraph: (
    <Text className="text" style={{ ...plain, color: colours.text }}>
      {"{{text}}"}
    </Text>
  ),
  fact: (
    <Text className="text" style={{ ...plain, color: colours.text }}>
      <span className="quiet" style={{ color: colours.quiet }}>
        {"{{label}}: "}
      </span>
      {"{{text}}"}
    </Text>
  ),
  buttons: <Section style={{ margin: "0 0 8px" }}>{"{{buttons}}"}</Section>,
  primary: (
    <Button className="button primary" href="{{url}}" style={buttonOf({ isPrimary: true })}>
      {"{{text}}"}
    </Button>
  ),
  secondary: (
    <Button className="button secondary" href="{{url}}" style={buttonOf({ isPrimary: false })}>
      {"{{text}}"}
    </Button>
  ),
  note: (
    <Text className="quiet" style={{ ...plain, color: colours.quiet }}>
      {"{{text}}"}
    </Text>
  ),
};

/** 44 px high: a link that is padded, which every mail program draws. */
function buttonOf({ isPrimary }: { isPrimary: boolean }) {
  return {
    margin: "0 8px 8px 0",
    padding: "11px 20px",
    border: `1px solid ${isPrimary ? colours.accent : colours.control}`,
    borderRadius: "8px",
    backgroundColor: isPrimary ? colours.accent : "transparent",
    color: isPrimary ? colours.onAccent : colours.ink,
    fontSize: "15px",
    fontWeight: 530,
    lineHeight: "20px",
    textAlign: "center",
  } as const;
}
