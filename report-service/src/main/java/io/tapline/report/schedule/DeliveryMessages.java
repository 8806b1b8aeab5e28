package io.tapline.report.schedule;

import static io.tapline.report.schedule.ScheduleMessages.invalid;
import static io.tapline.report.schedule.ScheduleMessages.require;

import io.tapline.report.v1.ChannelDelivery;
import io.tapline.report.v1.DocumentDelivery;
import io.tapline.report.v1.FolderDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Deliveries of messages as values. */
final class DeliveryMessages {
  static final int MAX_DELIVERIES = 10;
  static final int MAX_RECIPIENTS = 100;

  private static final int MAX_PATH = 255;
  private static final Pattern PATH =
      Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?");
  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,255}");

  private DeliveryMessages() {}

  /**
   * @throws io.tapline.rpc.Refusal INVALID_SCHEDULE
   */
  static List<Delivery> deliveries(List<DocumentDelivery> messages) {
    require(messages.size() <= MAX_DELIVERIES, "deliveries", "are more than 10");
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      deliveries.add(delivery("deliveries[%d]".formatted(i), messages.get(i)));
    }
    return List.copyOf(deliveries);
  }

  private static Delivery delivery(String field, DocumentDelivery message) {
    return switch (message.getWayCase()) {
      case FOLDER -> folder(field, message.getFolder());
      case CHANNEL -> channel(field, message.getChannel());
      case WAY_NOT_SET -> throw invalid(field, "must be a folder or a channel");
    };
  }

  private static Delivery folder(String field, FolderDelivery folder) {
    String path = folder.getPath();
    require(
        path.length() <= MAX_PATH && PATH.matcher(path).matches(),
        field + ".folder.path",
        "must be names of letters, digits, '_', '-' and '.' with '/' between them, at most 255"
            + " characters");
    return new Delivery.Folder(path);
  }

  private static Delivery channel(String field, ChannelDelivery channel) {
    require(
        CHANNEL.matcher(channel.getChannel()).matches(),
        field + ".channel.channel",
        "must be the name of a channel of events");
    List<String> recipients = List.copyOf(channel.getRecipientsList());
    require(
        recipients.size() <= MAX_RECIPIENTS
            && recipients.stream().allMatch(one -> MAIL_ADDRESS.matcher(one).matches()),
        field + ".channel.recipients",
        "must be at most 100 mail addresses");
    return new Delivery.Channel(channel.getChannel(), recipients);
  }
}
