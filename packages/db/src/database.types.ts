export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  __InternalSupabase: {
    PostgrestVersion: "12"
  }
  public: {
    Tables: {
      BookingCalRefs: {
        Row: {
          bookingUlid: string
          calBookingUid: string
          createdAt: string
        }
        Insert: {
          bookingUlid: string
          calBookingUid: string
          createdAt?: string
        }
        Update: {
          bookingUlid?: string
          calBookingUid?: string
          createdAt?: string
        }
        Relationships: [
          {
            foreignKeyName: "BookingCalRefs_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
        ]
      }
      BookingEvents: {
        Row: {
          actorRole: string | null
          actorUserUlid: string | null
          attemptUlid: string | null
          bookingUlid: string
          cause: string
          createdAt: string
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          reason: string | null
          toCalUid: string
          toEndTime: string
          toStartTime: string
          version: number
        }
        Insert: {
          actorRole?: string | null
          actorUserUlid?: string | null
          attemptUlid?: string | null
          bookingUlid: string
          cause: string
          createdAt?: string
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          reason?: string | null
          toCalUid: string
          toEndTime: string
          toStartTime: string
          version: number
        }
        Update: {
          actorRole?: string | null
          actorUserUlid?: string | null
          attemptUlid?: string | null
          bookingUlid?: string
          cause?: string
          createdAt?: string
          fromCalUid?: string
          fromEndTime?: string
          fromStartTime?: string
          reason?: string | null
          toCalUid?: string
          toEndTime?: string
          toStartTime?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "BookingEvents_actorUserUlid_fkey"
            columns: ["actorUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "BookingEvents_attemptUlid_fkey"
            columns: ["attemptUlid"]
            isOneToOne: true
            referencedRelation: "RescheduleAttempts"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "BookingEvents_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
        ]
      }
      Bookings: {
        Row: {
          calBookingId: string
          coachUserUlid: string
          createdAt: string
          durationMinutes: number
          endTime: string
          eventTypeId: number
          menteeUserUlid: string
          startTime: string
          status: string
          title: string
          ulid: string
          updatedAt: string
          upstreamChanged: boolean
          version: number
        }
        Insert: {
          calBookingId: string
          coachUserUlid: string
          createdAt?: string
          durationMinutes: number
          endTime: string
          eventTypeId: number
          menteeUserUlid: string
          startTime: string
          status?: string
          title: string
          ulid: string
          updatedAt?: string
          upstreamChanged?: boolean
          version?: number
        }
        Update: {
          calBookingId?: string
          coachUserUlid?: string
          createdAt?: string
          durationMinutes?: number
          endTime?: string
          eventTypeId?: number
          menteeUserUlid?: string
          startTime?: string
          status?: string
          title?: string
          ulid?: string
          updatedAt?: string
          upstreamChanged?: boolean
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "Bookings_coachUserUlid_fkey"
            columns: ["coachUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "Bookings_menteeUserUlid_fkey"
            columns: ["menteeUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      CalIntegrations: {
        Row: {
          accessExpiresAt: string | null
          calEmail: string | null
          calUserId: number | null
          calUsername: string | null
          connectedAt: string
          createdAt: string
          generation: number
          keyId: string | null
          kind: string
          provenAt: string
          refreshOwner: string | null
          refreshUntil: string | null
          scopes: string | null
          sealedToken: string | null
          status: string
          ulid: string
          updatedAt: string
          userUlid: string
        }
        Insert: {
          accessExpiresAt?: string | null
          calEmail?: string | null
          calUserId?: number | null
          calUsername?: string | null
          connectedAt?: string
          createdAt?: string
          generation?: number
          keyId?: string | null
          kind: string
          provenAt?: string
          refreshOwner?: string | null
          refreshUntil?: string | null
          scopes?: string | null
          sealedToken?: string | null
          status: string
          ulid: string
          updatedAt?: string
          userUlid: string
        }
        Update: {
          accessExpiresAt?: string | null
          calEmail?: string | null
          calUserId?: number | null
          calUsername?: string | null
          connectedAt?: string
          createdAt?: string
          generation?: number
          keyId?: string | null
          kind?: string
          provenAt?: string
          refreshOwner?: string | null
          refreshUntil?: string | null
          scopes?: string | null
          sealedToken?: string | null
          status?: string
          ulid?: string
          updatedAt?: string
          userUlid?: string
        }
        Relationships: [
          {
            foreignKeyName: "CalIntegrations_userUlid_fkey"
            columns: ["userUlid"]
            isOneToOne: true
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      ChangeFeed: {
        Row: {
          bookingUlid: string
          coachUserUlid: string | null
          createdAt: string
          id: number
          kind: string
          userUlid: string | null
        }
        Insert: {
          bookingUlid: string
          coachUserUlid?: string | null
          createdAt?: string
          id?: never
          kind: string
          userUlid?: string | null
        }
        Update: {
          bookingUlid?: string
          coachUserUlid?: string | null
          createdAt?: string
          id?: never
          kind?: string
          userUlid?: string | null
        }
        Relationships: [
        ]
      }
      Jobs: {
        Row: {
          againAt: string | null
          createdAt: string
          cursor: string | null
          deadAt: string | null
          fence: number
          key: string
          kind: string
          lastError: string | null
          leaseUntil: string | null
          runAt: string
          tries: number
          updatedAt: string
        }
        Insert: {
          againAt?: string | null
          createdAt?: string
          cursor?: string | null
          deadAt?: string | null
          fence?: number
          key: string
          kind: string
          lastError?: string | null
          leaseUntil?: string | null
          runAt?: string
          tries?: number
          updatedAt?: string
        }
        Update: {
          againAt?: string | null
          createdAt?: string
          cursor?: string | null
          deadAt?: string | null
          fence?: number
          key?: string
          kind?: string
          lastError?: string | null
          leaseUntil?: string | null
          runAt?: string
          tries?: number
          updatedAt?: string
        }
        Relationships: [
        ]
      }
      Notifications: {
        Row: {
          actorRole: string | null
          actorUserUlid: string | null
          bookingUlid: string
          conflictOverridden: boolean
          createdAt: string
          kind: string
          newEndTime: string
          newStartTime: string
          oldEndTime: string
          oldStartTime: string
          readAt: string | null
          reason: string | null
          ulid: string
          updatedAt: string
          userUlid: string
          version: number
        }
        Insert: {
          actorRole?: string | null
          actorUserUlid?: string | null
          bookingUlid: string
          conflictOverridden?: boolean
          createdAt?: string
          kind: string
          newEndTime: string
          newStartTime: string
          oldEndTime: string
          oldStartTime: string
          readAt?: string | null
          reason?: string | null
          ulid: string
          updatedAt?: string
          userUlid: string
          version: number
        }
        Update: {
          actorRole?: string | null
          actorUserUlid?: string | null
          bookingUlid?: string
          conflictOverridden?: boolean
          createdAt?: string
          kind?: string
          newEndTime?: string
          newStartTime?: string
          oldEndTime?: string
          oldStartTime?: string
          readAt?: string | null
          reason?: string | null
          ulid?: string
          updatedAt?: string
          userUlid?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "Notifications_actorUserUlid_fkey"
            columns: ["actorUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "Notifications_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "Notifications_userUlid_fkey"
            columns: ["userUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      OAuthStates: {
        Row: {
          createdAt: string
          expiresAt: string
          returnTo: string
          sealedVerifier: string | null
          stateHash: string
          userUlid: string
        }
        Insert: {
          createdAt?: string
          expiresAt: string
          returnTo: string
          sealedVerifier?: string | null
          stateHash: string
          userUlid: string
        }
        Update: {
          createdAt?: string
          expiresAt?: string
          returnTo?: string
          sealedVerifier?: string | null
          stateHash?: string
          userUlid?: string
        }
        Relationships: [
          {
            foreignKeyName: "OAuthStates_userUlid_fkey"
            columns: ["userUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      Outbox: {
        Row: {
          availableAt: string
          createdAt: string
          deadAt: string | null
          dedupeKey: string
          doneAt: string | null
          fence: number
          lastError: string | null
          leaseUntil: string | null
          payload: Json
          topic: string
          tries: number
          ulid: string
          updatedAt: string
        }
        Insert: {
          availableAt?: string
          createdAt?: string
          deadAt?: string | null
          dedupeKey: string
          doneAt?: string | null
          fence?: number
          lastError?: string | null
          leaseUntil?: string | null
          payload: Json
          topic: string
          tries?: number
          ulid: string
          updatedAt?: string
        }
        Update: {
          availableAt?: string
          createdAt?: string
          deadAt?: string | null
          dedupeKey?: string
          doneAt?: string | null
          fence?: number
          lastError?: string | null
          leaseUntil?: string | null
          payload?: Json
          topic?: string
          tries?: number
          ulid?: string
          updatedAt?: string
        }
        Relationships: [
        ]
      }
      RateLimits: {
        Row: {
          count: number
          key: string
          previousCount: number
          updatedAt: string
          windowStart: string
        }
        Insert: {
          count: number
          key: string
          previousCount: number
          updatedAt?: string
          windowStart: string
        }
        Update: {
          count?: number
          key?: string
          previousCount?: number
          updatedAt?: string
          windowStart?: string
        }
        Relationships: [
        ]
      }
      RescheduleAttempts: {
        Row: {
          actorRole: string
          actorUserUlid: string
          answered: boolean
          appliedVersion: number | null
          baseVersion: number
          bookingUlid: string
          coachUserUlid: string
          createdAt: string
          errorCode: string | null
          fence: number
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          leaseUntil: string
          newCalUid: string | null
          nextRunAt: string
          overrideConflict: boolean
          reason: string | null
          requestHash: string
          sentAt: string | null
          state: string
          toEndTime: string
          toStartTime: string
          tries: number
          ulid: string
          updatedAt: string
        }
        Insert: {
          actorRole: string
          actorUserUlid: string
          answered?: boolean
          appliedVersion?: number | null
          baseVersion: number
          bookingUlid: string
          coachUserUlid: string
          createdAt?: string
          errorCode?: string | null
          fence?: number
          fromCalUid: string
          fromEndTime: string
          fromStartTime: string
          leaseUntil: string
          newCalUid?: string | null
          nextRunAt: string
          overrideConflict?: boolean
          reason?: string | null
          requestHash: string
          sentAt?: string | null
          state?: string
          toEndTime: string
          toStartTime: string
          tries?: number
          ulid: string
          updatedAt?: string
        }
        Update: {
          actorRole?: string
          actorUserUlid?: string
          answered?: boolean
          appliedVersion?: number | null
          baseVersion?: number
          bookingUlid?: string
          coachUserUlid?: string
          createdAt?: string
          errorCode?: string | null
          fence?: number
          fromCalUid?: string
          fromEndTime?: string
          fromStartTime?: string
          leaseUntil?: string
          newCalUid?: string | null
          nextRunAt?: string
          overrideConflict?: boolean
          reason?: string | null
          requestHash?: string
          sentAt?: string | null
          state?: string
          toEndTime?: string
          toStartTime?: string
          tries?: number
          ulid?: string
          updatedAt?: string
        }
        Relationships: [
          {
            foreignKeyName: "RescheduleAttempts_actorUserUlid_fkey"
            columns: ["actorUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "RescheduleAttempts_bookingUlid_fkey"
            columns: ["bookingUlid"]
            isOneToOne: false
            referencedRelation: "Bookings"
            referencedColumns: ["ulid"]
          },
          {
            foreignKeyName: "RescheduleAttempts_coachUserUlid_fkey"
            columns: ["coachUserUlid"]
            isOneToOne: false
            referencedRelation: "User"
            referencedColumns: ["ulid"]
          },
        ]
      }
      User: {
        Row: {
          clerkUserId: string
          createdAt: string
          email: string
          name: string
          timeZone: string
          ulid: string
          updatedAt: string
        }
        Insert: {
          clerkUserId: string
          createdAt?: string
          email: string
          name: string
          timeZone?: string
          ulid: string
          updatedAt?: string
        }
        Update: {
          clerkUserId?: string
          createdAt?: string
          email?: string
          name?: string
          timeZone?: string
          ulid?: string
          updatedAt?: string
        }
        Relationships: [
        ]
      }
      WebhookInbox: {
        Row: {
          availableAt: string
          calUids: string[]
          createdAt: string
          deadAt: string | null
          dedupeKey: string
          doneAt: string | null
          fence: number
          lastError: string | null
          leaseUntil: string | null
          tries: number
          trigger: string
          updatedAt: string
        }
        Insert: {
          availableAt?: string
          calUids: string[]
          createdAt?: string
          deadAt?: string | null
          dedupeKey: string
          doneAt?: string | null
          fence?: number
          lastError?: string | null
          leaseUntil?: string | null
          tries?: number
          trigger: string
          updatedAt?: string
        }
        Update: {
          availableAt?: string
          calUids?: string[]
          createdAt?: string
          deadAt?: string | null
          dedupeKey?: string
          doneAt?: string | null
          fence?: number
          lastError?: string | null
          leaseUntil?: string | null
          tries?: number
          trigger?: string
          updatedAt?: string
        }
        Relationships: [
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      booking_import_observed: {
        Args: {
          p_ulid: string
          p_cal_uid: string
          p_earlier_cal_uids: string[]
          p_coach_user_ulid: string
          p_mentee_user_ulid: string
          p_title: string
          p_event_type_id: number
          p_duration_minutes: number
          p_start_time: string
          p_end_time: string
          p_status: string
        }
        Returns: Json
      }
      booking_set_upstream_status: {
        Args: {
          p_cal_uid: string
          p_status: string
          p_new_ulids: string[]
        }
        Returns: Json
      }
      bookings_page: {
        Args: {
          p_user_ulid: string
          p_is_upcoming: boolean
          p_now: string
          p_after_start: string | null
          p_after_ulid: string | null
          p_limit: number
        }
        Returns: Json
      }
      cal_integration_disconnect: {
        Args: {
          p_user_ulid: string
        }
        Returns: boolean
      }
      cal_integration_lease_refresh: {
        Args: {
          p_user_ulid: string
          p_owner: string
          p_generation: number
          p_lease_ms: number
        }
        Returns: Json
      }
      cal_integration_mark_needs_reconnect: {
        Args: {
          p_user_ulid: string
          p_generation: number
        }
        Returns: boolean
      }
      cal_integration_mark_proven: {
        Args: {
          p_user_ulid: string
          p_generation: number
        }
        Returns: boolean
      }
      cal_integration_release_refresh: {
        Args: {
          p_user_ulid: string
          p_owner: string
        }
        Returns: boolean
      }
      cal_integration_save_token: {
        Args: {
          p_ulid: string
          p_user_ulid: string
          p_kind: string
          p_sealed_token: string
          p_key_id: string
          p_cal_user_id: number
          p_cal_username: string | null
          p_cal_email: string | null
          p_access_expires_at: string | null
          p_scopes: string | null
        }
        Returns: Database["public"]["Tables"]["CalIntegrations"]["Row"][]
      }
      cal_integration_store_refreshed: {
        Args: {
          p_user_ulid: string
          p_generation: number
          p_sealed_token: string
          p_key_id: string
          p_access_expires_at: string
          p_scopes: string | null
        }
        Returns: Database["public"]["Tables"]["CalIntegrations"]["Row"][]
      }
      change_feed_prune: {
        Args: {
          p_keep_ms: number
        }
        Returns: number
      }
      change_feed_read: {
        Args: {
          p_after_id: number
          p_overlap_ms: number
          p_limit: number
        }
        Returns: Database["public"]["Tables"]["ChangeFeed"]["Row"][]
      }
      current_user_ulid: {
        Args: Record<PropertyKey, never>
        Returns: string
      }
      job_bury: {
        Args: {
          p_kind: string
          p_key: string
          p_fence: number
          p_error: string
        }
        Returns: boolean
      }
      job_claim: {
        Args: {
          p_kinds: string[]
          p_limit: number
          p_lease_ms: number
        }
        Returns: Database["public"]["Tables"]["Jobs"]["Row"][]
      }
      job_done: {
        Args: {
          p_kind: string
          p_key: string
          p_fence: number
          p_again_ms: number | null
          p_cursor: string | null
        }
        Returns: boolean
      }
      job_enqueue: {
        Args: {
          p_kind: string
          p_key: string
          p_delay_ms: number
        }
        Returns: boolean
      }
      job_renew: {
        Args: {
          p_kind: string
          p_key: string
          p_fence: number
          p_lease_ms: number
        }
        Returns: boolean
      }
      job_retry: {
        Args: {
          p_kind: string
          p_key: string
          p_fence: number
          p_delay_ms: number
          p_error: string
        }
        Returns: boolean
      }
      oauth_state_create: {
        Args: {
          p_state_hash: string
          p_user_ulid: string
          p_sealed_verifier: string | null
          p_return_to: string
          p_ttl_ms: number
        }
        Returns: undefined
      }
      oauth_state_take: {
        Args: {
          p_state_hash: string
        }
        Returns: Database["public"]["Tables"]["OAuthStates"]["Row"][]
      }
      outbox_bury: {
        Args: {
          p_ulid: string
          p_fence: number
          p_error: string
        }
        Returns: boolean
      }
      outbox_claim: {
        Args: {
          p_limit: number
          p_lease_ms: number
        }
        Returns: Database["public"]["Tables"]["Outbox"]["Row"][]
      }
      outbox_done: {
        Args: {
          p_ulid: string
          p_fence: number
        }
        Returns: boolean
      }
      outbox_retry: {
        Args: {
          p_ulid: string
          p_fence: number
          p_delay_ms: number
          p_error: string
        }
        Returns: boolean
      }
      rate_limit_prune: {
        Args: {
          p_keep_ms: number
        }
        Returns: number
      }
      rate_limit_take: {
        Args: {
          p_key: string
          p_limit: number
          p_window_ms: number
        }
        Returns: Json
      }
      reschedule_apply: {
        Args: {
          p_from_cal_uid: string
          p_to_cal_uid: string
          p_start_time: string
          p_end_time: string
          p_upstream_status: string
          p_duration_minutes: number | null
          p_cause: string
          p_new_ulids: string[]
        }
        Returns: Json
      }
      reschedule_begin: {
        Args: {
          p_attempt_ulid: string
          p_booking_ulid: string
          p_actor_user_ulid: string
          p_request_hash: string
          p_expected_version: number
          p_to_start_time: string
          p_to_end_time: string
          p_reason: string | null
          p_override_conflict: boolean
          p_lease_ms: number
        }
        Returns: Json
      }
      reschedule_claim_due: {
        Args: {
          p_limit: number
          p_lease_ms: number
        }
        Returns: Database["public"]["Tables"]["RescheduleAttempts"]["Row"][]
      }
      reschedule_fail: {
        Args: {
          p_attempt_ulid: string
          p_fence: number
          p_state: string
          p_error_code: string
          p_answered: boolean | null
          p_retry_in_ms: number | null
        }
        Returns: Database["public"]["Tables"]["RescheduleAttempts"]["Row"][]
      }
      reschedule_mark_sending: {
        Args: {
          p_attempt_ulid: string
          p_fence: number
          p_lease_ms: number
          p_person_per_minute: number
          p_person_per_day: number
          p_booking_per_day: number
        }
        Returns: Json
      }
      user_anonymise: {
        Args: {
          p_clerk_user_id: string
        }
        Returns: boolean
      }
      users_find_by_emails: {
        Args: {
          p_emails: string[]
        }
        Returns: Database["public"]["Tables"]["User"]["Row"][]
      }
      webhook_inbox_bury: {
        Args: {
          p_dedupe_key: string
          p_fence: number
          p_error: string
        }
        Returns: boolean
      }
      webhook_inbox_claim: {
        Args: {
          p_limit: number
          p_lease_ms: number
        }
        Returns: Database["public"]["Tables"]["WebhookInbox"]["Row"][]
      }
      webhook_inbox_done: {
        Args: {
          p_dedupe_key: string
          p_fence: number
        }
        Returns: boolean
      }
      webhook_inbox_prune: {
        Args: {
          p_keep_ms: number
        }
        Returns: number
      }
      webhook_inbox_receive: {
        Args: {
          p_dedupe_key: string
          p_trigger: string
          p_cal_uids: string[]
        }
        Returns: boolean
      }
      webhook_inbox_retry: {
        Args: {
          p_dedupe_key: string
          p_fence: number
          p_delay_ms: number
          p_error: string
        }
        Returns: boolean
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}
