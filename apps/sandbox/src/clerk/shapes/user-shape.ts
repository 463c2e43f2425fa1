import type { OtherEmail, User } from "../records.ts";

/** An inline image of the person's initial, so that nothing is fetched from elsewhere. */
function avatarOf(user: User): string {
  const letter = (user.firstName.match(/\p{L}/u)?.[0] ?? "?").toUpperCase();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#0b6a65"/><text x="32" y="41" font-size="28" fill="#fff" text-anchor="middle" font-family="sans-serif">${letter}</text></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

export function emailShape(user: User, { id, address, verified }: OtherEmail) {
  return {
    object: "email_address",
    id,
    email_address: address,
    reserved: false,
    verification: verified
      ? {
          object: "verification",
          status: "verified",
          strategy: "admin",
          attempts: null,
          expire_at: null,
        }
      : null,
    linked_to: [],
    matches_sso_connection: false,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

function emailIdOf(user: User): string {
  return user.primaryEmailId ?? `idn_${user.id.slice("user_".length)}`;
}

/** Every address of a user, the primary one first. */
export function emailsOf(user: User): OtherEmail[] {
  const primary = { id: emailIdOf(user), address: user.email, verified: user.isEmailVerified };
  return [primary, ...user.otherEmails];
}

/** A user in the Frontend API. */
export function userShape(user: User) {
  return {
    object: "user",
    id: user.id,
    external_id: null,
    username: null,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: avatarOf(user),
    has_image: false,
    profile_image_id: "",
    primary_email_address_id: emailIdOf(user),
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: emailsOf(user).map((email) => emailShape(user, email)),
    ...nothingElse,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAt,
    last_active_at: user.lastSignInAt,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}

/** Disabled features, in fields that the SDKs read unconditionally. */
const nothingElse = {
  phone_numbers: [],
  web3_wallets: [],
  external_accounts: [],
  enterprise_accounts: [],
  saml_accounts: [],
  passkeys: [],
  organization_memberships: [],
  password_enabled: true,
  totp_enabled: false,
  backup_code_enabled: false,
  two_factor_enabled: false,
  banned: false,
  locked: false,
  lockout_expires_in_seconds: null,
  verification_attempts_remaining: 100,
  create_organization_enabled: false,
  create_organizations_limit: null,
  delete_self_enabled: false,
  legal_accepted_at: null,
  timezone: null,
  locale: null,
};

/** A user in the Backend API, which includes private metadata. */
export function backendUserShape(user: User) {
  return { ...userShape(user), private_metadata: user.privateMetadata };
}

/** The user data that a sign-in shows before it is complete. */
export function publicUserShape(user: User) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: avatarOf(user),
    has_image: false,
  };
}
