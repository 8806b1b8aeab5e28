package io.tapline.capture.deliver;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the log has said on a call and the deliverer has not taken yet. For any number of threads.
 */
public final class CallAnswers {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<IngestAnswer> answers = new ArrayDeque<>();
  private @Nullable LinkException end;

  /** The log says something; after the end it is not heard. */
  public void add(IngestAnswer answer) {
    lock.lock();
    try {
      if (end == null) {
        answers.add(answer);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The call has ended; the first reason counts. */
  public void end(LinkException reason) {
    lock.lock();
    try {
      end = end == null ? reason : end;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There may be room for another batch. */
  public void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is room.
   *
   * @param room asked again after every {@link #signal}
   * @return false when the time passed first, or the call has ended with answers to take
   * @throws LinkException when the call has ended
   */
  public boolean awaitRoom(BooleanSupplier room, long timeoutMillis)
      throws LinkException, InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lock();
    try {
      while (!room.getAsBoolean() && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (answers.isEmpty()) {
        throwIfEnded();
      }
      return end == null && room.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next answer, or null when none came within the time.
   *
   * @throws LinkException when the call has ended and every answer before its end was taken
   */
  public @Nullable IngestAnswer poll(long timeoutMillis)
      throws LinkException, InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lock();
    try {
      while (answers.isEmpty() && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      IngestAnswer answer = answers.poll();
      if (answer == null) {
        throwIfEnded();
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private void throwIfEnded() throws LinkException {
    if (end != null) {
      throw end;
    }
  }
}
