package io.tapline.cli.events;

import io.tapline.eventstore.v1.Notice;
import io.tapline.eventstore.v1.NotificationServiceGrpc.NotificationServiceBlockingStub;
import io.tapline.eventstore.v1.RetryNoticeRequest;
import picocli.CommandLine.Command;

/** {@code tapline events notices retry}. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Tries a notice again, from its first attempt.")
final class NoticesRetryCommand extends NoticeCommand {
  @Override
  Notice decide(NotificationServiceBlockingStub notices) {
    return notices.retryNotice(RetryNoticeRequest.newBuilder().setId(id).build());
  }
}
