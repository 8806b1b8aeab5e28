package io.tapline.report.schedule;

import com.google.protobuf.ByteString;
import io.tapline.eventstore.v1.AddNoticeRequest;
import io.tapline.eventstore.v1.NoticeAttachment;
import io.tapline.eventstore.v1.NotificationService;
import io.tapline.report.Reason;
import io.tapline.report.UpstreamCall;
import io.tapline.report.document.Document;
import java.time.Duration;

/**
 * Hands documents to a channel of the event store, which sends, signs and retries. Done is what the
 * event store has stored; what becomes of it, its notices say.
 */
final class ChannelCourier implements Courier<Delivery.Channel> {
  private final NotificationService notices;
  private final Duration timeout;

  ChannelCourier(NotificationService notices, Duration timeout) {
    this.notices = notices;
    this.timeout = timeout;
  }

  @Override
  public void deliver(Parcel parcel, Delivery.Channel channel) {
    Document document = parcel.document();
    AddNoticeRequest request =
        AddNoticeRequest.newBuilder()
            .setChannel(channel.name())
            .setIdempotencyKey(parcel.key())
            .addAllRecipients(channel.recipients())
            .setSubject(parcel.subject())
            .setText(String.join("\n", parcel.text()) + "\n")
            .addAttachments(
                NoticeAttachment.newBuilder()
                    .setName(document.name())
                    .setMediaType(document.mediaType())
                    .setContent(ByteString.copyFrom(document.content())))
            .build();
    var _ = UpstreamCall.await(notices.addNotice(request), timeout, Reason.EVENT_STORE_UNAVAILABLE);
  }
}
