package io.tapline.cli;

import static io.tapline.cli.Answers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tapline.eventstore.v1.AcknowledgeEventRequest;
import io.tapline.eventstore.v1.AcknowledgeEventResponse;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.ChannelKind;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.EventActionKind;
import io.tapline.eventstore.v1.EventActionServiceGrpc;
import io.tapline.eventstore.v1.EventChange;
import io.tapline.eventstore.v1.EventWatchServiceGrpc;
import io.tapline.eventstore.v1.ListNoticesRequest;
import io.tapline.eventstore.v1.ListNoticesResponse;
import io.tapline.eventstore.v1.Notice;
import io.tapline.eventstore.v1.NoticeState;
import io.tapline.eventstore.v1.NotificationServiceGrpc;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SetChannelRequest;
import io.tapline.eventstore.v1.WatchEventsRequest;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.type.v1.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NoticeCommandsTest {
  private final FakeNotices notices = new FakeNotices();
  private final FakeWatch watch = new FakeWatch();
  private final FakeActions actions = new FakeActions();

  @RegisterExtension final ServedCommand cli = new ServedCommand("events", notices, watch, actions);

  @TempDir Path directory;

  @Test
  void options_become_a_channel_and_its_secret_comes_from_a_file() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef\n");
    String line =
        "channels set soc --kind webhook --target https://soc.example.org/in --severity high"
            + " --outcome new --class port-scan --digest 1h --redirect-to night --secret-file ";
    assertThat(cli.run((line + key).split(" "))).isZero();
    Channel set = notices.set;
    assertThat(set.getKind()).isEqualTo(ChannelKind.CHANNEL_KIND_WEBHOOK);
    assertThat(set.getSecret()).isEqualTo("0123456789abcdef");
    assertThat(set.getMinimumSeverity()).isEqualTo(Severity.SEVERITY_HIGH);
    assertThat(set.getOutcomesList()).containsExactly(Outcome.OUTCOME_NEW);
    assertThat(set.getQuery().getClassesList()).containsExactly("port-scan");
    assertThat(set.getDigestInterval().getSeconds()).isEqualTo(3_600);
    assertThat(set.getRedirectTo()).isEqualTo("night");
    assertThat(cli.out()).contains("soc").doesNotContain("0123456789abcdef");
  }

  @Test
  void a_time_without_a_zone_is_in_utc_wherever_the_command_runs() {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
    try {
      String line = "channels set soc --kind webhook --target https://soc.example.org/in";
      assertThat(cli.run((line + " --muted-until 2030-01-01T12:00:00").split(" "))).isZero();
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(notices.set.getMutedUntil().getSeconds()).isEqualTo(1_893_499_200L);
  }

  @Test
  void notices_are_listed_by_state_with_their_last_error() {
    assertThat(cli.run("notices", "list", "--state", "dead", "--format", "csv")).isZero();
    assertThat(notices.listed.getStatesList()).containsExactly(NoticeState.NOTICE_STATE_DEAD);
    assertThat(cli.out()).contains("7,").contains("550 no such user");
  }

  @Test
  void an_event_is_acknowledged_in_the_name_of_the_user() {
    assertThat(cli.run("ack", "a", "--text", "on it", "--by", "ann")).isZero();
    assertThat(cli.out()).isEqualTo("The event was acknowledged by ann: on it.\n");
    assertThat(cli.run("ack", "a")).isZero();
    assertThat(actions.asked.getActor()).isEqualTo(System.getProperty("user.name"));
  }

  @Test
  void an_action_is_repeated_with_its_request_id_when_the_answer_is_lost() {
    actions.lost = 1;
    assertThat(cli.run("ack", "a", "--by", "ann")).as(cli.err()).isZero();
    assertThat(cli.run("ack", "a", "--by", "ann", "--request-id", "mine")).isZero();
    assertThat(cli.run("ack", "a", "--by", "ann")).isZero();
    assertThat(actions.requestIds).hasSize(4);
    assertThat(actions.requestIds.get(0)).isNotEmpty().isEqualTo(actions.requestIds.get(1));
    assertThat(actions.requestIds.get(2)).isEqualTo("mine");
    assertThat(actions.requestIds.get(3)).isNotEmpty().isNotIn(actions.requestIds.subList(0, 3));
  }

  @Test
  void an_action_is_given_up_after_three_attempts() {
    actions.lost = Integer.MAX_VALUE;
    assertThat(cli.run("ack", "a")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(actions.requestIds).hasSize(3);
  }

  @Test
  void a_watch_reconnects_with_the_last_token_and_keeps_it_in_a_file() throws IOException {
    Path token = directory.resolve("token");
    assertThat(
            cli.run("watch", "--limit", "2", "--format", "csv", "--resume-file", token.toString()))
        .as(cli.err())
        .isZero();
    assertThat(watch.tokens).containsExactly("", "token-1");
    assertThat(cli.out().lines().skip(1)).hasSize(2);
    assertThat(token).hasContent("token-2");
    assertThat(cli.run("watch", "--limit", "1", "--resume-file", token.toString())).isZero();
    assertThat(watch.tokens).containsExactly("", "token-1", "token-2");
  }

  /** Remembers what it was asked. */
  private static final class FakeNotices
      extends NotificationServiceGrpc.NotificationServiceImplBase {
    private Channel set = Channel.getDefaultInstance();
    private ListNoticesRequest listed = ListNoticesRequest.getDefaultInstance();

    @Override
    public void setChannel(SetChannelRequest request, StreamObserver<Channel> answers) {
      set = request.getChannel();
      answer(answers, set.toBuilder().clearSecret().setHasSecret(true).build());
    }

    @Override
    public void listNotices(
        ListNoticesRequest request, StreamObserver<ListNoticesResponse> answers) {
      listed = request;
      Notice dead = Notice.newBuilder().setId(7).setLastError("550 no such user").build();
      answer(answers, ListNoticesResponse.newBuilder().addNotices(dead).build());
    }
  }

  /** Sends one event for each call, then is away. */
  private static final class FakeWatch extends EventWatchServiceGrpc.EventWatchServiceImplBase {
    private final List<String> tokens = new ArrayList<>();

    @Override
    public void watchEvents(
        WatchEventsRequest request, StreamObserver<WatchEventsResponse> answers) {
      tokens.add(request.getResumeToken());
      answers.onNext(
          WatchEventsResponse.newBuilder()
              .setChange(EventChange.EVENT_CHANGE_STORED)
              .setEvent(Event.newBuilder().setId("event-" + tokens.size()))
              .setResumeToken("token-" + tokens.size())
              .build());
      answers.onError(Status.UNAVAILABLE.asRuntimeException());
    }
  }

  /** Does what it is asked; the first answers are lost. */
  private static final class FakeActions extends EventActionServiceGrpc.EventActionServiceImplBase {
    private final List<String> requestIds = new ArrayList<>();
    private AcknowledgeEventRequest asked = AcknowledgeEventRequest.getDefaultInstance();
    private int lost;

    @Override
    public void acknowledgeEvent(
        AcknowledgeEventRequest request, StreamObserver<AcknowledgeEventResponse> answers) {
      asked = request;
      requestIds.add(request.getRequestId());
      if (lost > 0) {
        lost--;
        answers.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      EventAction action =
          EventAction.newBuilder()
              .setKind(EventActionKind.EVENT_ACTION_KIND_ACKNOWLEDGED)
              .setActor(request.getActor())
              .setText(request.getText())
              .build();
      answer(answers, AcknowledgeEventResponse.newBuilder().setAction(action).build());
    }
  }
}
