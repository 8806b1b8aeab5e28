package io.tapline.eventstore.notify.api;

import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.notify.send.Sender;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.AddNoticeRequest;
import io.tapline.eventstore.v1.AddNoticeResponse;
import io.tapline.eventstore.v1.DeleteChannelRequest;
import io.tapline.eventstore.v1.DeleteChannelResponse;
import io.tapline.eventstore.v1.DropNoticeRequest;
import io.tapline.eventstore.v1.GetChannelRequest;
import io.tapline.eventstore.v1.ListChannelsRequest;
import io.tapline.eventstore.v1.ListChannelsResponse;
import io.tapline.eventstore.v1.ListNoticesRequest;
import io.tapline.eventstore.v1.ListNoticesResponse;
import io.tapline.eventstore.v1.NotificationService;
import io.tapline.eventstore.v1.RetryNoticeRequest;
import io.tapline.eventstore.v1.SendTestNotificationRequest;
import io.tapline.eventstore.v1.SendTestNotificationResponse;
import io.tapline.eventstore.v1.SetChannelRequest;
import io.tapline.rpc.NamedPages;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.List;

/** The gRPC service of channels and notices. */
@GrpcService
public class NotificationEndpoint implements NotificationService {
  private static final NamedPages<Channel> PAGES =
      new NamedPages<>(
          "channels",
          Channel::name,
          new NamedPages.Reasons(INVALID_PAGE_SIZE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH));

  private final EventstoreCall call;
  private final ChannelStore channels;
  private final NoticeDesk notices;
  private final ChannelMessages messages;
  private final TestNotices tests;

  public NotificationEndpoint(
      EventstoreCall call,
      ChannelStore channels,
      Pool pool,
      QueryRequests queries,
      Sender.Factory senders) {
    this.call = call;
    this.channels = channels;
    this.notices = new NoticeDesk(pool);
    this.messages = new ChannelMessages(queries);
    this.tests = new TestNotices(senders);
  }

  @Override
  public Uni<ListChannelsResponse> listChannels(ListChannelsRequest request) {
    return call.answer(() -> channels.all().map(book -> page(book.all(), request)));
  }

  private static ListChannelsResponse page(List<Channel> all, ListChannelsRequest request) {
    NamedPages.Page<Channel> page =
        PAGES.page(all.stream(), request.getPageSize(), request.getPageToken());
    return ListChannelsResponse.newBuilder()
        .addAllChannels(page.entries().stream().map(ChannelMessages::message).toList())
        .setNextPageToken(page.nextToken())
        .build();
  }

  @Override
  public Uni<io.tapline.eventstore.v1.Channel> getChannel(GetChannelRequest request) {
    String name = request.getName();
    return call.answer(
        () ->
            channels
                .all()
                .map(book -> book.find(name).orElseThrow(() -> ChannelStore.notFound(name)))
                .map(ChannelMessages::message));
  }

  @Override
  public Uni<io.tapline.eventstore.v1.Channel> setChannel(SetChannelRequest request) {
    return call.answer(
        () ->
            channels
                .set(
                    messages.channel(request.getChannel()),
                    ChannelMessages.secret(request.getChannel()))
                .map(ChannelMessages::message));
  }

  @Override
  public Uni<DeleteChannelResponse> deleteChannel(DeleteChannelRequest request) {
    return call.answer(
        () ->
            channels
                .delete(request.getName().replace('\0', '\uFFFD'))
                .replaceWith(DeleteChannelResponse.getDefaultInstance()));
  }

  @Override
  public Uni<SendTestNotificationResponse> sendTestNotification(
      SendTestNotificationRequest request) {
    String name = request.getChannel();
    return call.answer(
        () ->
            channels
                .all()
                .map(book -> book.effective(name).orElseThrow(() -> ChannelStore.notFound(name)))
                .chain(tests::send)
                .map(
                    key ->
                        SendTestNotificationResponse.newBuilder().setIdempotencyKey(key).build()));
  }

  @Override
  public Uni<AddNoticeResponse> addNotice(AddNoticeRequest request) {
    return call.answer(
        () ->
            channels
                .all()
                .map(book -> NoticeMessages.notice(request, book))
                .chain(notices::add)
                .map(added -> AddNoticeResponse.newBuilder().setAlreadyAdded(!added).build()));
  }

  @Override
  public Uni<ListNoticesResponse> listNotices(ListNoticesRequest request) {
    return call.answer(
        () -> {
          int size = NoticeMessages.PAGE_SIZE.of(request.getPageSize());
          return notices
              .list(NoticeMessages.question(request), size + 1)
              .map(found -> NoticeMessages.page(found, size, request));
        });
  }

  @Override
  public Uni<io.tapline.eventstore.v1.Notice> retryNotice(RetryNoticeRequest request) {
    return call.answer(() -> notices.retry(request.getId()).map(NoticeMessages::message));
  }

  @Override
  public Uni<io.tapline.eventstore.v1.Notice> dropNotice(DropNoticeRequest request) {
    return call.answer(() -> notices.drop(request.getId()).map(NoticeMessages::message));
  }
}
