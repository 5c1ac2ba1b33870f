//! The TypeScript declarations of the plain objects that [`data`](crate::data) makes.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"
/** The edition of the rules that a session uses: the page of December 2020, or AWS as it is in 2026. */
export type Edition = "2020" | "2026";

/** A command and its result. A refused command has an outcome like any other. */
export interface Outcome {
  /** The command as written, variables not expanded. */
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  /** 0; 254 for a service's refusal, 252 for a line that the CLI refuses, as at AWS. */
  readonly exitCode: number;
  /** The rule of the source document behind a refusal: "L08". */
  readonly rule?: string;
  /** The error code of a refusal: "KMSKeyNotAccessibleFault". */
  readonly code?: string;
  /** SHA-256 over all commands and answers up to this one, as 64 hexadecimal digits. */
  readonly digest: string;
}

/** An outcome with its place in the session's timeline. */
export interface Entry extends Outcome {
  /** Its number, from 1. */
  readonly id: number;
  /** The previous entry; 0 is the beginning. Two entries with one parent are a fork. */
  readonly parent: number;
}

/** The completions at a cursor. */
export interface Completions {
  /** Where the word that a candidate replaces begins. */
  readonly start: number;
  /** The whole words, each with what it is: a sentence, `program`, `keyword`, `function`, a file's size, a variable's value, or nothing. */
  readonly candidates: readonly { readonly text: string; readonly about: string }[];
}

/** A record as CloudTrail writes it. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: {
    /** None if KMS did it by itself. */
    readonly type?: string;
    readonly principalId?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly accessKeyId?: string;
    readonly userName?: string;
    readonly sessionContext?: Readonly<Record<string, unknown>>;
    readonly invokedBy?: string;
  };
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: Readonly<Record<string, unknown>> | null;
  readonly additionalEventData?: Readonly<Record<string, unknown>>;
  /** None if no request caused it. */
  readonly requestID?: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources?: readonly { readonly accountId: string; readonly type: string; readonly ARN: string }[];
  readonly eventType: "AwsApiCall" | "AwsServiceEvent";
  readonly recipientAccountId: string;
  readonly serviceEventDetails?: Readonly<Record<string, unknown>>;
  readonly sharedEventID?: string;
  readonly [member: string]: unknown;
}
"#;
