package io.tapline.report.schedule;

import static io.tapline.report.Reason.INVALID_PAGE_SIZE;
import static io.tapline.report.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.report.Reason.INVALID_RUN_STATE;
import static io.tapline.report.Reason.PAGE_TOKEN_MISMATCH;

import io.tapline.report.EnumMessages;
import io.tapline.report.IntervalMessages;
import io.tapline.report.v1.ListScheduleRunsRequest;
import io.tapline.report.v1.ListScheduleRunsResponse;
import io.tapline.report.v1.RunDocument;
import io.tapline.report.v1.RunState;
import io.tapline.report.v1.RunTrigger;
import io.tapline.report.v1.ScheduleRun;
import io.tapline.rpc.Limit;
import io.tapline.rpc.PageTokens;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/** Runs of messages as values, and back. */
final class RunMessages {
  static final Limit PAGE_SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  private static final PageTokens<Long> TOKENS =
      new PageTokens<>(
          1,
          new PageTokens.Form<>(
              id -> ByteBuffer.allocate(Long.BYTES).putLong(id).array(), ByteBuffer::getLong),
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH);

  private RunMessages() {}

  /**
   * @throws Refusal INVALID_RUN_STATE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH
   */
  static RunStore.Question question(ListScheduleRunsRequest request) {
    String token = request.getPageToken();
    return new RunStore.Question(
        request.getSchedule().replace('\0', '\uFFFD'),
        request.getStatesList().stream().map(RunMessages::state).toList(),
        token.isEmpty() ? Long.MAX_VALUE : TOKENS.read(asked(request), token));
  }

  private static byte[] asked(ListScheduleRunsRequest request) {
    return request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
  }

  private static Run.State state(RunState state) {
    return switch (state) {
      case RUN_STATE_PENDING -> Run.State.PENDING;
      case RUN_STATE_RUNNING -> Run.State.RUNNING;
      case RUN_STATE_SUCCEEDED -> Run.State.SUCCEEDED;
      case RUN_STATE_FAILED -> Run.State.FAILED;
      case RUN_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw Refusal.ofField(
              INVALID_RUN_STATE, "states", "`states` has a value that is no state of a run.");
    };
  }

  /**
   * @param found one more than the page has, when there are more
   */
  static ListScheduleRunsResponse page(List<Run> found, int size, ListScheduleRunsRequest request) {
    List<Run> page = found.subList(0, Math.min(size, found.size()));
    ListScheduleRunsResponse.Builder response = ListScheduleRunsResponse.newBuilder();
    page.stream().map(RunMessages::message).forEach(response::addRuns);
    if (found.size() > size) {
      response.setNextPageToken(TOKENS.write(asked(request), page.getLast().id()));
    }
    return response.build();
  }

  static ScheduleRun message(Run run) {
    ScheduleRun.Builder message =
        ScheduleRun.newBuilder()
            .setId(run.id())
            .setSchedule(run.schedule())
            .setTrigger(EnumMessages.value(RunTrigger.RUN_TRIGGER_UNSPECIFIED, word(run.trigger())))
            .setDueTime(Timestamps.timestamp(run.due()))
            .setInterval(IntervalMessages.interval(run.interval().start(), run.interval().end()))
            .setState(EnumMessages.value(RunState.RUN_STATE_UNSPECIFIED, word(run.state())))
            .setAttempts(run.attempts())
            .setLastError(run.lastError())
            .setDeliveriesDone(run.delivered())
            .setMissedRuns(run.missed());
    if (run.nextAttempt() != null) {
      message.setNextAttemptTime(Timestamps.timestamp(run.nextAttempt()));
    }
    if (run.end() != null) {
      message.setEndTime(Timestamps.timestamp(run.end()));
    }
    if (run.file() != null) {
      message.setDocument(message(run.file()));
    }
    return message.build();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static RunDocument message(Run.File file) {
    return RunDocument.newBuilder()
        .setName(file.name())
        .setMediaType(file.mediaType())
        .setSizeBytes(file.bytes())
        .build();
  }
}
