/** The request that failed; the envelope repeats it. */
interface ErrorPlace {
  readonly path: string;
  readonly timestamp: string;
}

type Shape =
  | { readonly kind: "exception"; readonly code: string; readonly title: string }
  | { readonly kind: "bare" }
  | { readonly kind: "plain"; readonly code: string }
  | { readonly kind: "text"; readonly code: string }
  | { readonly kind: "validation"; readonly errors: readonly object[] }
  | { readonly kind: "oauth"; readonly error: string };

/** An error in one of the shapes of the real service (recordings). */
export class Problem extends Error {
  readonly status: number;
  private readonly shape: Shape;

  constructor(status: number, message: string, shape: Shape) {
    super(message);
    this.status = status;
    this.shape = shape;
  }

  /** The JSON body of the response. */
  toBody(place: ErrorPlace): object {
    const { shape, message, status } = this;
    const wrap = (error: object): object => ({ status: "error", ...place, error });
    switch (shape.kind) {
      case "exception":
        return wrap({
          code: shape.code,
          message,
          details: { message, error: shape.title, statusCode: status },
        });
      case "bare":
        return { statusCode: status, message };
      case "plain":
        return wrap({ code: shape.code, message });
      case "text":
        return wrap({ code: shape.code, message, details: message });
      case "validation":
        return wrap({ code: "BadRequestException", message, details: { errors: shape.errors } });
      case "oauth":
        return { error: shape.error, error_description: message };
    }
  }
}

const titles: Record<number, readonly [code: string, title: string]> = {
  400: ["BadRequestException", "Bad Request"],
  401: ["UnauthorizedException", "Unauthorized"],
  403: ["ForbiddenException", "Forbidden"],
  404: ["NotFoundException", "Not Found"],
  409: ["ConflictException", "Conflict"],
  422: ["UnprocessableEntityException", "Unprocessable Entity"],
};

/** Shape 1, the most common: an envelope whose details repeat the message. */
export function refuse(status: 400 | 401 | 403 | 404 | 409 | 422, message: string): Problem {
  const [code, title] = titles[status] ?? ["HttpException", "Error"];
  return new Problem(status, message, { kind: "exception", code, title });
}

/** Shape 2: only `{ statusCode, message }`. */
export function refuseBare(status: number, message: string): Problem {
  return new Problem(status, message, { kind: "bare" });
}

/** Shape 3: an envelope without details. */
export function refusePlain(status: number, code: string, message: string): Problem {
  return new Problem(status, message, { kind: "plain", code });
}

/** Shape 4: an envelope whose details are the message. */
export function refuseText(status: number, code: string, message: string): Problem {
  return new Problem(status, message, { kind: "text", code });
}

/** Shape 5: validation errors of the calendar routes, with a generic message. */
export function refuseValidation(errors: readonly object[]): Problem {
  return new Problem(400, "Bad Request Exception", { kind: "validation", errors });
}

/** The real service's response when its database is down. */
export function internalError(): Problem {
  return refusePlain(500, "INTERNAL_SERVER_ERROR", "There was an error, please try again later.");
}
