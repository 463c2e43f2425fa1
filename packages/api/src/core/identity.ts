/** A person as the identity provider knows them. */
export interface Profile {
  /** The verified address that they sign in with; null: there is none. */
  email: string | null;
  /** Their other verified addresses. */
  otherEmails?: readonly string[];
  name: string;
}

/** Who people are. */
export interface Identity {
  /** @throws {AppError} UNAUTHENTICATED when there is no such account */
  getProfile(clerkUserId: string): Promise<Profile>;
}
