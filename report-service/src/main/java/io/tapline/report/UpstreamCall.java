package io.tapline.report;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Statuses;
import java.time.Duration;

/** Waits for another service: its refusals are passed on, its absence has our reason. */
public final class UpstreamCall {
  private UpstreamCall() {}

  /**
   * @param away reason when there is no answer
   * @throws Refusal what the service said, or {@code away}
   */
  public static <T> T await(Uni<T> answer, Duration timeout, Reason away) {
    try {
      return answer.await().atMost(timeout);
    } catch (StatusRuntimeException e) {
      throw refusal(e, away);
    } catch (TimeoutException e) {
      throw new Refusal(away, "No answer within " + timeout.toSeconds() + " s.", e);
    }
  }

  /** What the service said, or {@code away} where it was not there to say anything. */
  public static Refusal refusal(StatusRuntimeException answer, Reason away) {
    Refusal refusal = Statuses.refusal(answer);
    boolean unexplained = refusal.reason().domain().isEmpty();
    return unexplained && isAway(answer.getStatus().getCode())
        ? new Refusal(away, sentenceFor(away), answer)
        : refusal;
  }

  private static boolean isAway(Status.Code code) {
    return code == Status.Code.UNAVAILABLE
        || code == Status.Code.UNIMPLEMENTED
        || code == Status.Code.CANCELLED;
  }

  private static String sentenceFor(Reason away) {
    return away == Reason.EVENT_STORE_UNAVAILABLE
        ? "The event store cannot be reached."
        : "The connection log cannot be reached.";
  }
}
