package io.tapline.eventstore.notify.send;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Waits for what Vert.x does. */
final class Answers {
  private Answers() {}

  /**
   * @param failed what a failure means
   */
  static <T> T await(
      Future<T> future, Duration limit, Function<Throwable, DeliveryFailure> failed) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed.apply(e.getCause());
    } catch (TimeoutException e) {
      throw new DeliveryFailure(false, "no answer within " + limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryFailure(false, "interrupted by the end of the event store");
    }
  }
}
