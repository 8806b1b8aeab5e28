package io.tapline.eventstore.notify.api;

import static io.tapline.eventstore.Reason.INVALID_NOTICE;
import static io.tapline.eventstore.Reason.INVALID_NOTICE_STATE;
import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;

import io.tapline.eventstore.notify.Notice.Attachment;
import io.tapline.eventstore.notify.channel.ChannelBook;
import io.tapline.eventstore.notify.channel.ChannelStore;
import io.tapline.eventstore.v1.AddNoticeRequest;
import io.tapline.eventstore.v1.ListNoticesRequest;
import io.tapline.eventstore.v1.ListNoticesResponse;
import io.tapline.eventstore.v1.Notice;
import io.tapline.eventstore.v1.NoticeAttachment;
import io.tapline.rpc.Limit;
import io.tapline.rpc.PageTokens;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads and writes messages of notices. */
final class NoticeMessages {
  static final Limit PAGE_SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  private static final PageTokens<Long> TOKENS =
      new PageTokens<>(
          1,
          new PageTokens.Form<>(
              id -> ByteBuffer.allocate(Long.BYTES).putLong(id).array(), ByteBuffer::getLong),
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH);

  private NoticeMessages() {}

  /**
   * @param book of the channels, one of which is named
   * @throws Refusal CHANNEL_NOT_FOUND, INVALID_NOTICE
   */
  static io.tapline.eventstore.notify.Notice notice(AddNoticeRequest request, ChannelBook book) {
    String channel = request.getChannel();
    if (book.find(channel).isEmpty()) {
      throw ChannelStore.notFound(channel);
    }
    try {
      return new io.tapline.eventstore.notify.Notice(
          request.getIdempotencyKey(),
          channel,
          request.getRecipientsList(),
          request.getSubject(),
          request.getText(),
          request.getAttachmentsList().stream().map(NoticeMessages::attachment).toList(),
          null);
    } catch (IllegalArgumentException e) {
      throw new Refusal(INVALID_NOTICE, String.valueOf(e.getMessage()), e);
    }
  }

  private static Attachment attachment(NoticeAttachment file) {
    return new Attachment(file.getName(), file.getMediaType(), file.getContent().toByteArray());
  }

  /**
   * @throws Refusal INVALID_NOTICE_STATE, INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH
   */
  static NoticeDesk.Question question(ListNoticesRequest request) {
    String token = request.getPageToken();
    long before = token.isEmpty() ? Long.MAX_VALUE : TOKENS.read(asked(request), token);
    List<NoticeState> states = request.getStatesList().stream().map(NoticeMessages::state).toList();
    return new NoticeDesk.Question(
        request.getChannel().replace('\0', '\uFFFD'),
        states,
        request.getEventId().replace('\0', '\uFFFD'),
        before);
  }

  private static byte[] asked(ListNoticesRequest request) {
    return request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
  }

  private static NoticeState state(io.tapline.eventstore.v1.NoticeState state) {
    return switch (state) {
      case NOTICE_STATE_HELD,
          NOTICE_STATE_PENDING,
          NOTICE_STATE_SENT,
          NOTICE_STATE_DEAD,
          NOTICE_STATE_MUTED,
          NOTICE_STATE_DIGESTED,
          NOTICE_STATE_DROPPED ->
          NoticeState.valueOf(state.name().substring("NOTICE_STATE_".length()));
      case NOTICE_STATE_UNSPECIFIED, UNRECOGNIZED ->
          throw Refusal.ofField(
              INVALID_NOTICE_STATE, "states", "states has a value that is no state of a notice");
    };
  }

  /**
   * @param found one more than the page has, when there are more
   */
  static ListNoticesResponse page(List<NoticeEntry> found, int size, ListNoticesRequest request) {
    List<NoticeEntry> page = found.subList(0, Math.min(size, found.size()));
    ListNoticesResponse.Builder response = ListNoticesResponse.newBuilder();
    page.stream().map(NoticeMessages::message).forEach(response::addNotices);
    if (found.size() > size) {
      response.setNextPageToken(TOKENS.write(asked(request), page.getLast().id()));
    }
    return response.build();
  }

  static Notice message(NoticeEntry notice) {
    Notice.Builder message =
        Notice.newBuilder()
            .setId(notice.id())
            .setChannel(notice.channel())
            .addAllRecipients(notice.recipients())
            .setIdempotencyKey(notice.idempotencyKey())
            .setSubject(notice.subject())
            .setEventId(notice.eventId())
            .setState(state(notice.state()))
            .setAttempts(notice.attempts())
            .setLastError(notice.lastError())
            .setCreateTime(Timestamps.timestamp(notice.createTime()))
            .setDigestId(notice.digestId());
    if (notice.nextTime() != null) {
      message.setNextAttemptTime(Timestamps.timestamp(notice.nextTime()));
    }
    if (notice.endTime() != null) {
      message.setEndTime(Timestamps.timestamp(notice.endTime()));
    }
    return message.build();
  }

  private static io.tapline.eventstore.v1.NoticeState state(NoticeState state) {
    return io.tapline.eventstore.v1.NoticeState.valueOf("NOTICE_STATE_" + state.name());
  }
}
