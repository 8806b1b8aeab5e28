package io.tapline.cli.events;

import io.tapline.cli.ExitCode;
import io.tapline.cli.connect.PageToken;
import io.tapline.cli.connect.ServerOption;
import io.tapline.cli.output.Output;
import io.tapline.eventstore.v1.ListNoticesRequest;
import io.tapline.eventstore.v1.ListNoticesResponse;
import io.tapline.eventstore.v1.NoticeState;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapline events notices list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists notices, latest first. Exit code 1: there is none.")
final class NoticesListCommand implements Callable<Integer> {
  /** What became of a notice. */
  enum State {
    HELD,
    PENDING,
    SENT,
    DEAD,
    MUTED,
    DIGESTED,
    DROPPED
  }

  @Option(names = "--channel", paramLabel = "NAME", description = "Only those of this channel.")
  String channel = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "held, pending, sent, dead, muted, digested, dropped; repeatable.")
  List<State> states = new ArrayList<>();

  @Option(names = "--event", paramLabel = "ID", description = "Only those about this event.")
  String event = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Notices printed, at most 1000 (default ${DEFAULT-VALUE}).")
  int limit;

  @Mixin PageToken page;
  @Mixin Output output;
  @Mixin ServerOption server;

  @Override
  public Integer call() {
    ListNoticesResponse answer =
        NotificationServiceGrpc.newBlockingStub(server.connect()).listNotices(request());
    output.rows(answer.getNoticesList(), ChannelText.notices());
    PageToken.printNext(answer.getNextPageToken(), output.err());
    return ExitCode.found(answer.getNoticesCount());
  }

  private ListNoticesRequest request() {
    return ListNoticesRequest.newBuilder()
        .setChannel(channel)
        .addAllStates(
            states.stream().map(state -> NoticeState.valueOf("NOTICE_STATE_" + state)).toList())
        .setEventId(event)
        .setPageSize(limit)
        .setPageToken(page.token())
        .build();
  }
}
