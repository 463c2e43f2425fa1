const off = { enabled: false };

function attribute(isOn: boolean, more: object = {}) {
  return {
    enabled: isOn,
    required: isOn,
    verifications: [],
    used_for_first_factor: false,
    first_factors: [],
    used_for_second_factor: false,
    second_factors: [],
    verify_at_sign_up: false,
    ...more,
  };
}

const userSettings = {
  attributes: {
    email_address: attribute(true, { used_for_first_factor: true }),
    password: attribute(true),
    ...Object.fromEntries(
      [
        "phone_number",
        "username",
        "web3_wallet",
        "first_name",
        "last_name",
        "authenticator_app",
        "backup_code",
        "passkey",
      ].map((name) => [name, attribute(false)]),
    ),
  },
  actions: { delete_self: false, create_organization: false },
  social: {},
  enterprise_sso: { ...off, self_serve_sso: false, self_serve_directory_sync: false },
  sign_in: { second_factor: { ...off, required: false } },
  sign_up: {
    allowlist_only: false,
    captcha_enabled: false,
    progressive: true,
    mode: "restricted",
    legal_consent_enabled: false,
    mfa: { required: false },
  },
  password_settings: {
    disable_hibp: true,
    min_length: 8,
    max_length: 72,
    require_special_char: false,
    require_numbers: false,
    require_uppercase: false,
    require_lowercase: false,
    show_zxcvbn: false,
    min_zxcvbn_strength: 0,
    allowed_special_characters: "",
  },
  passkey_settings: { allow_autofill: false, show_sign_in_button: false },
  username_settings: { min_length: 4, max_length: 64 },
  attack_protection: { enumeration_protection: off },
};

const theme = {
  buttons: { font_color: "#ffffff", font_family: "sans-serif", font_weight: "600" },
  general: {
    color: "#0b6a65",
    padding: "1em",
    box_shadow: "none",
    font_color: "#151515",
    font_family: "sans-serif",
    border_radius: "0.5em",
    background_color: "#ffffff",
    label_font_weight: "600",
  },
  accounts: { background_color: "#ffffff" },
};

const home = ["home", "after_sign_in", "after_sign_up", "after_sign_out_all", "after_sign_out_one"];
const unusedPages = [
  "after_switch_session",
  "after_leave_organization",
  "after_create_organization",
  "organization_profile",
  "create_organization",
  "user_profile",
  "waitlist",
  "after_join_waitlist",
];
const noImages = ["logo_image", "favicon_image", "logo_link", "terms", "privacy_policy"];

const displayConfig = {
  object: "display_config",
  id: "display_local",
  application_name: "Reslot",
  branded: false,
  instance_environment_type: "development",
  show_devmode_warning: true,
  captcha_public_key: null,
  captcha_widget_type: null,
  captcha_public_key_invisible: null,
  captcha_provider: "turnstile",
  captcha_oauth_bypass: [],
  captcha_heartbeat: false,
  preferred_sign_in_strategy: "password",
  sign_in_url: "/sign-in",
  sign_up_url: "/sign-in",
  support_email: "",
  theme,
  ...Object.fromEntries([...home, ...unusedPages].map((name) => [`${name}_url`, "/"])),
  ...Object.fromEntries(noImages.map((name) => [`${name}_url`, ""])),
};

/** The instance's configuration: sign-in with email address and password, one session, no sign-up. */
export const environmentShape = {
  object: "environment",
  id: "env_local",
  maintenance_mode: false,
  client_debug_mode: false,
  partitioned_cookies: false,
  auth_config: {
    object: "auth_config",
    id: "aconf_local",
    single_session_mode: true,
    claimed_at: null,
    reverification: false,
    session_minter: false,
  },
  api_keys_settings: {
    object: "api_keys_settings",
    user_api_keys_enabled: false,
    orgs_api_keys_enabled: false,
  },
  commerce_settings: {
    object: "commerce_settings",
    billing: {
      stripe_publishable_key: null,
      organization: { ...off, has_paid_plans: false },
      user: { ...off, has_paid_plans: false },
    },
  },
  protect_config: { object: "protect_config", id: "protect_local", loaders: [] },
  organization_settings: {
    ...off,
    max_allowed_memberships: 0,
    force_organization_selection: false,
    actions: { admin_delete: false },
    domains: { ...off, enrollment_modes: [], default_role: null },
    slug: { disabled: true },
    organization_creation_defaults: off,
  },
  display_config: displayConfig,
  user_settings: userSettings,
};
