package io.tapline.eventstore.notify.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.PostgresResource;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.v1.AddNoticeRequest;
import io.tapline.eventstore.v1.Channel;
import io.tapline.eventstore.v1.ChannelKind;
import io.tapline.eventstore.v1.DeleteChannelRequest;
import io.tapline.eventstore.v1.DropNoticeRequest;
import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetChannelRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.ListChannelsRequest;
import io.tapline.eventstore.v1.ListNoticesRequest;
import io.tapline.eventstore.v1.Notice;
import io.tapline.eventstore.v1.NoticeAttachment;
import io.tapline.eventstore.v1.NoticeState;
import io.tapline.eventstore.v1.NotificationServiceGrpc.NotificationServiceBlockingStub;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.RetryNoticeRequest;
import io.tapline.eventstore.v1.SendTestNotificationRequest;
import io.tapline.eventstore.v1.SetChannelRequest;
import io.tapline.rpc.grpc.Statuses;
import io.tapline.testing.Await;
import io.tapline.testing.ListContract;
import io.tapline.type.v1.Severity;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels and notices as clients see them: over gRPC, on a real PostgreSQL, to real targets. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NotificationServiceTest {
  private static final String KEY = "a key of 22 characters";
  private final Timestamp tomorrow =
      Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() + 86_400).build();

  // Injected before the first test.
  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  EventServiceBlockingStub events;

  @SuppressWarnings("NullAway.Init")
  @GrpcClient("eventstore")
  NotificationServiceBlockingStub notifications;

  /** Notices stay when their channel is deleted, so each test has a channel of its own. */
  private final String name = Ideas.unique("ops");

  @BeforeEach
  @AfterEach
  void noChannels() {
    notifications
        .listChannels(ListChannelsRequest.getDefaultInstance())
        .getChannelsList()
        .forEach(one -> delete(one.getName()));
  }

  private void delete(String channel) {
    assertThat(
            notifications
                .deleteChannel(DeleteChannelRequest.newBuilder().setName(channel).build())
                .getSerializedSize())
        .isZero();
  }

  private Channel set(Channel.Builder wanted) {
    return notifications.setChannel(SetChannelRequest.newBuilder().setChannel(wanted).build());
  }

  private Channel get(String channel) {
    return notifications.getChannel(GetChannelRequest.newBuilder().setName(channel).build());
  }

  private String test(String channel) {
    return notifications
        .sendTestNotification(SendTestNotificationRequest.newBuilder().setChannel(channel).build())
        .getIdempotencyKey();
  }

  private Notice retry(long id) {
    return notifications.retryNotice(RetryNoticeRequest.newBuilder().setId(id).build());
  }

  private Notice drop(long id) {
    return notifications.dropNotice(DropNoticeRequest.newBuilder().setId(id).build());
  }

  private List<Notice> list(ListNoticesRequest.Builder request) {
    return notifications.listNotices(request.build()).getNoticesList();
  }

  private ListNoticesRequest.Builder mine() {
    return ListNoticesRequest.newBuilder().setChannel(name);
  }

  private static void assertRefused(String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(Statuses.refusal(e).reason().name()).isEqualTo(reason));
  }

  private static Channel.Builder webhook(String channel) {
    return Channel.newBuilder()
        .setName(channel)
        .setKind(ChannelKind.CHANNEL_KIND_WEBHOOK)
        .setTarget("https://example.org/in")
        .setSecret(KEY);
  }

  private static Channel.Builder syslog(String channel, DatagramSocket receiver) {
    return Channel.newBuilder()
        .setName(channel)
        .setKind(ChannelKind.CHANNEL_KIND_SYSLOG)
        .setTarget("udp://127.0.0.1:" + receiver.getLocalPort())
        .setPlaintextAllowed(true);
  }

  private static DatagramSocket receiver() throws SocketException {
    DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    receiver.setSoTimeout((int) Await.LIMIT.toMillis());
    return receiver;
  }

  private static String received(DatagramSocket receiver) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
    receiver.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  @Test
  void a_channel_reads_back_as_it_was_set_but_for_its_secret() {
    Channel.Builder wanted =
        webhook(name)
            .setQuery(EventQuery.newBuilder().addSourceAddrs("192.0.2.0/24"))
            .setMinimumSeverity(Severity.SEVERITY_HIGH)
            .addOutcomes(Outcome.OUTCOME_RELAPSED)
            .setMutedUntil(tomorrow)
            .setDigestInterval(Duration.newBuilder().setSeconds(3_600))
            .setDisabled(true);
    Channel shown = wanted.clone().clearSecret().setHasSecret(true).build();
    assertThat(set(wanted)).isEqualTo(shown);
    assertThat(get(name)).isEqualTo(shown);
    assertThat(set(wanted.clone().clearSecret())).as("the secret stays").isEqualTo(shown);
  }

  @Test
  void what_is_no_channel_is_refused() {
    for (Channel.Builder wrong :
        List.of(
            webhook("with blank"),
            webhook(name).clearKind(),
            webhook(name).setTarget("ftp://example.org/in"),
            webhook(name).setTarget("http://example.org/in"),
            webhook(name).setSecret("short"),
            webhook(name).clearSecret(),
            webhook(name).setCaCertificates("no PEM"),
            webhook(name).setSender("a@example.org"),
            webhook(name).setMinimumSeverityValue(99),
            webhook(name).addOutcomes(Outcome.OUTCOME_THRESHOLDED),
            webhook(name).setMutedUntil(Timestamp.newBuilder().setNanos(-1)),
            webhook(name).setDigestInterval(Duration.newBuilder().setSeconds(-1)),
            webhook(name).setRedirectTo("nobody"))) {
      assertRefused("INVALID_CHANNEL", () -> set(wrong));
    }
    assertThat(
            notifications.listChannels(ListChannelsRequest.getDefaultInstance()).getChannelsCount())
        .isZero();
  }

  @Test
  void the_query_of_a_channel_is_refused_as_that_of_a_search() {
    assertRefused("INVALID_ADDRESS", () -> set(asking(EventQuery.newBuilder().addHostAddrs("x"))));
    assertRefused("INVALID_FILTER", () -> set(asking(EventQuery.newBuilder().setName("a b"))));
    List<String> many = Collections.nCopies(101, "scan");
    assertRefused("FILTER_LIMIT", () -> set(asking(EventQuery.newBuilder().addAllClasses(many))));
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    assertRefused("UNKNOWN_FIELD", () -> set(webhook(name).setUnknownFields(newer)));
  }

  private Channel.Builder asking(EventQuery.Builder query) {
    return webhook(name).setQuery(query);
  }

  @Test
  void redirections_in_a_circle_and_more_channels_than_the_limit_are_refused() {
    set(webhook(name));
    set(webhook("other").setRedirectTo(name));
    assertRefused("REDIRECT_LOOP", () -> set(webhook(name).setRedirectTo("other")));
    for (int i = 2; i < ChannelStore.MAX_CHANNELS; i++) {
      set(webhook("c" + i).setDisabled(true));
    }
    assertRefused("CHANNEL_LIMIT", () -> set(webhook("more")));
    assertThat(set(webhook(name)).getName()).as("one that is there").isEqualTo(name);
    ListContract.check(notifications::listChannels, ListChannelsRequest.getDefaultInstance());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertRefused("CHANNEL_NOT_FOUND", () -> get("nobody"));
    assertRefused("CHANNEL_NOT_FOUND", () -> delete("nobody"));
    assertRefused("CHANNEL_NOT_FOUND", () -> test("nobody"));
    assertRefused("NOTICE_NOT_FOUND", () -> retry(0));
    assertRefused("NOTICE_NOT_FOUND", () -> drop(0));
  }

  @Test
  void a_test_is_sent_at_once_by_whatever_the_channel_leads_to() throws IOException {
    try (DatagramSocket receiver = receiver()) {
      set(syslog(name, receiver).setDisabled(true).setMutedUntil(tomorrow));
      assertThat(test(name)).startsWith("test:").satisfies(key -> assertReceived(receiver, key));
      set(webhook("other").setRedirectTo(name));
      assertThat(test("other")).satisfies(key -> assertReceived(receiver, key));
      delete(name);
      assertRefused("CHANNEL_NOT_FOUND", () -> test("other"));
    }
  }

  private static void assertReceived(DatagramSocket receiver, String key) throws IOException {
    assertThat(received(receiver)).contains("key=\"" + key + '"');
  }

  @Test
  void a_test_that_the_target_does_not_take_is_refused() throws IOException {
    set(webhook(name).setTarget("http://127.0.0.1:%d/in".formatted(closedPort())));
    assertRefused("DELIVERY_FAILED", () -> test(name));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_notice_of_a_caller_is_sent_and_a_repetition_adds_none() throws IOException {
    try (DatagramSocket receiver = receiver()) {
      set(syslog(name, receiver).setQuery(EventQuery.newBuilder().addClasses("none")));
      AddNoticeRequest.Builder notice =
          AddNoticeRequest.newBuilder()
              .setChannel(name)
              .setIdempotencyKey(Ideas.unique("mine"))
              .setSubject("Report of the day")
              .setText("attached");
      notice.addAttachmentsBuilder().setName("day.csv").setMediaType("text/csv");
      assertThat(notifications.addNotice(notice.build()).getAlreadyAdded()).isFalse();
      assertReceived(receiver, notice.getIdempotencyKey());
      assertThat(notifications.addNotice(notice.build()).getAlreadyAdded()).isTrue();
      Await.until(
          "it is sent",
          () -> list(mine().addStates(NoticeState.NOTICE_STATE_SENT)),
          sent -> sent.size() == 1);
      assertThat(list(mine()).getFirst().getSubject()).isEqualTo("Report of the day");
    }
  }

  @Test
  void a_notice_that_is_none_or_has_no_channel_is_refused() {
    AddNoticeRequest right =
        AddNoticeRequest.newBuilder()
            .setChannel(name)
            .setIdempotencyKey("k")
            .setSubject("s")
            .build();
    assertRefused("CHANNEL_NOT_FOUND", () -> notifications.addNotice(right));
    set(webhook(name).setDisabled(true));
    for (AddNoticeRequest.Builder wrong :
        List.of(
            right.toBuilder().clearIdempotencyKey(),
            right.toBuilder().setSubject("two\nlines"),
            right.toBuilder().addRecipients("nobody"),
            right.toBuilder().addAttachments(NoticeAttachment.newBuilder().setName("a")))) {
      assertRefused("INVALID_NOTICE", () -> notifications.addNotice(wrong.build()));
    }
  }

  @Test
  void notices_are_listed_tried_again_and_dropped() throws IOException {
    try (DatagramSocket receiver = receiver()) {
      Channel.Builder channel =
          syslog(name, receiver).setQuery(EventQuery.newBuilder().addSourceAddrs("10.88.0.5"));
      set(channel.clone().setMutedUntil(tomorrow));
      String first = insert("10.88.0.5");
      insert("10.88.0.5");
      List<Notice> muted =
          Await.until("both are muted", () -> list(mine()), found -> found.size() == 2);
      assertThat(muted).allMatch(one -> one.getState() == NoticeState.NOTICE_STATE_MUTED);
      assertListed(first);

      long id = muted.getFirst().getId();
      Notice waiting = retry(id);
      assertThat(waiting.getState()).isEqualTo(NoticeState.NOTICE_STATE_PENDING);
      assertThat(waiting.hasNextAttemptTime()).isTrue();
      assertThat(waiting.hasEndTime()).isFalse();
      Notice dropped = drop(id);
      assertThat(dropped.getState()).isEqualTo(NoticeState.NOTICE_STATE_DROPPED);
      assertThat(dropped.hasEndTime()).isTrue();

      set(channel);
      assertThat(retry(id).getAttempts()).isZero();
      assertThat(received(receiver)).contains("event=\"" + muted.getFirst().getEventId() + '"');
      Await.until(
          "it is sent",
          () -> list(mine().addStates(NoticeState.NOTICE_STATE_SENT)),
          sent -> sent.size() == 1);
      assertRefused("NOTICE_SENT", () -> retry(id));
      assertRefused("NOTICE_SENT", () -> drop(id));
    }
  }

  /** An event that no other test has, and its id. */
  private String insert(String source) {
    String id = Ideas.unique("noticed");
    String json = Ideas.scan(id, "2026-03-01T12:00:00Z", id, "low", source);
    return events
        .insertEvent(InsertEventRequest.newBuilder().setIdeaJson(json).build())
        .getEvent()
        .getId();
  }

  /** One page after the other, by event, and only in the states that there are. */
  private void assertListed(String event) {
    assertThat(list(ListNoticesRequest.newBuilder().setEventId(event)))
        .extracting(Notice::getEventId)
        .containsExactly(event);
    assertThat(list(mine().addStates(NoticeState.NOTICE_STATE_DEAD))).isEmpty();
    assertRefused(
        "INVALID_NOTICE_STATE", () -> list(mine().addStates(NoticeState.NOTICE_STATE_UNSPECIFIED)));
    ListContract.check(notifications::listNotices, mine().build());
    String token = notifications.listNotices(mine().setPageSize(1).build()).getNextPageToken();
    assertRefused(
        "PAGE_TOKEN_MISMATCH", () -> list(ListNoticesRequest.newBuilder().setPageToken(token)));
    assertRefused(
        "PAGE_TOKEN_MISMATCH",
        () ->
            notifications.listChannels(
                ListChannelsRequest.newBuilder().setPageToken(token).build()));
  }
}
