package io.tapline.rpc.auth;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who called what and what came of it, a JSON object a line, in the log's category {@link
 * #CATEGORY}. Where the lines go and how much of them is kept is a setting of the log. For any
 * number of threads.
 */
public final class AuditLog {
  static final String CATEGORY = "io.tapline.audit";

  /** Refusals of callers without a name in a minute; more are counted, but have no lines. */
  static final int MAX_UNKNOWN_PER_MINUTE = 60;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long SECONDS_PER_MINUTE = 60;

  /**
   * A call that has ended.
   *
   * @param protocol {@code grpc} or {@code http}
   * @param caller null when it was refused before anybody was named
   * @param remote address of the caller
   * @param called the method's full name, or verb and path
   * @param code canonical code, or status of HTTP
   * @param asked filter, interval and names of the request; or the reason of the refusal
   */
  public record Entry(
      Instant start,
      String protocol,
      @Nullable Principal caller,
      String remote,
      String called,
      String code,
      long durationNanos,
      Map<String, String> asked) {}

  private final Consumer<String> lines;
  private long minute;
  private int unknown;

  AuditLog(Consumer<String> lines) {
    this.lines = lines;
  }

  static AuditLog ofCategory() {
    return new AuditLog(Logger.getLogger(CATEGORY)::info);
  }

  /** Calls of the process to itself are left out: what they are made for has its own line. */
  public void record(Entry entry) {
    Principal caller = entry.caller();
    if (caller == null ? isWithinLimit(entry.start()) : !caller.isProcess()) {
      lines.accept(json(entry));
    }
  }

  /** Whoever has no token cannot push out the lines of those who have one. */
  private synchronized boolean isWithinLimit(Instant time) {
    long now = time.getEpochSecond() / SECONDS_PER_MINUTE;
    unknown = now == minute ? unknown + 1 : 1;
    minute = now;
    return unknown <= MAX_UNKNOWN_PER_MINUTE;
  }

  static String json(Entry entry) {
    Principal caller = entry.caller();
    JsonObject asked = new JsonObject();
    entry.asked().forEach(asked::put);
    return new JsonObject()
        .put("time", entry.start().toString())
        .put("protocol", entry.protocol())
        .put("principal", caller == null ? null : caller.name())
        .put("role", caller == null ? null : caller.role().word())
        .put("remote", entry.remote())
        .put("called", entry.called())
        .put("code", entry.code())
        .put("millis", entry.durationNanos() / NANOS_PER_MILLI)
        .put("asked", asked)
        .encode();
  }
}
