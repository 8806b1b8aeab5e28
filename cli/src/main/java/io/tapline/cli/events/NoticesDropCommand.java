package io.tapline.cli.events;

import io.tapline.eventstore.v1.DropNoticeRequest;
import io.tapline.eventstore.v1.Notice;
import io.tapline.eventstore.v1.NotificationServiceGrpc.NotificationServiceBlockingStub;
import picocli.CommandLine.Command;

/** {@code tapline events notices drop}. */
@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Gives up a notice that was not sent.")
final class NoticesDropCommand extends NoticeCommand {
  @Override
  Notice decide(NotificationServiceBlockingStub notices) {
    return notices.dropNotice(DropNoticeRequest.newBuilder().setId(id).build());
  }
}
