package io.tapline.eventstore.notify.send;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.AboutEvent;
import io.tapline.eventstore.notify.Notice.Attachment;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The JSON that a webhook is sent; the IDEA message in it is byte for byte the one stored. */
final class WebhookBody {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private WebhookBody() {}

  static byte[] of(Outgoing message) {
    Notice notice = message.notice();
    ObjectNode json = JSON.objectNode();
    json.put("idempotency_key", notice.idempotencyKey());
    json.put("channel", notice.channel());
    json.put("subject", notice.subject());
    json.put("text", notice.text());
    if (notice.event() != null) {
      json.set("event", event(notice.event(), message));
    }
    notice.attachments().forEach(one -> json.withArray("/attachments").add(attachment(one)));
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode event(AboutEvent event, Outgoing message) {
    ObjectNode json = JSON.objectNode();
    json.put("id", event.id());
    json.put("severity", event.severity().toLowerCase(Locale.ROOT));
    json.put("link", event.link());
    json.putObject("decision")
        .put("outcome", event.outcome().toLowerCase(Locale.ROOT))
        .put("key", event.key())
        .put("reason", event.reason());
    if (message.ideaJson() != null) {
      json.putRawValue("idea", new RawValue(message.ideaJson()));
    }
    return json;
  }

  private static ObjectNode attachment(Attachment one) {
    return JSON.objectNode()
        .put("name", one.name())
        .put("media_type", one.mediaType())
        .put("content", one.content());
  }
}
