package io.tapline.eventstore.notify;

import io.tapline.eventstore.mail.MailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are told once.
 *
 * @param idempotencyKey names this notice; another one with the same key is not sent
 * @param channel by which it is sent; empty: the channel that {@code notify.mail-channel} names
 * @param recipients mail addresses instead of those of the channel; empty: the channel's own
 * @param subject one line
 * @param text plain text
 * @param attachments sent by mail and webhook; syslog has no place for them
 * @param event the event that it is about, if any
 */
public record Notice(
    String idempotencyKey,
    String channel,
    List<String> recipients,
    String subject,
    String text,
    List<Attachment> attachments,
    @Nullable AboutEvent event) {
  /** Characters of a key, at most. */
  public static final int MAX_KEY = 256;

  /** Characters of a subject, at most. */
  public static final int MAX_SUBJECT = 500;

  /** Characters of a text, at most. */
  public static final int MAX_TEXT = 1 << 20;

  /** Recipients, at most. */
  public static final int MAX_RECIPIENTS = 100;

  /** Attachments, at most. */
  public static final int MAX_ATTACHMENTS = 20;

  /** Bytes of all attachments, at most. */
  public static final int MAX_ATTACHED_BYTES = 20 << 20;

  /**
   * A file.
   *
   * @param name without a path
   * @param mediaType for example {@code text/csv}
   * @param content not copied; the caller leaves it alone
   */
  public record Attachment(String name, String mediaType, byte[] content) {
    public Attachment {
      require(!name.isBlank() && isLine(name) && name.length() <= 255, "name of an attachment");
      require(mediaType.matches("[\\w.+-]+/[\\w.+-]+"), "media type of an attachment");
    }
  }

  /**
   * The event that a notice is about.
   *
   * @param outcome NEW or RELAPSED
   * @param key of the decision
   * @param reason of the decision
   * @param severity the name of an {@link io.tapline.eventstore.idea.Severity}
   * @param link where the console shows the connections behind it; empty when unknown
   */
  public record AboutEvent(
      String id, String outcome, String key, String reason, String severity, String link) {}

  /**
   * @throws IllegalArgumentException when a limit is exceeded, or a line is none
   */
  public Notice {
    recipients = List.copyOf(recipients);
    attachments = List.copyOf(attachments);
    require(!idempotencyKey.isBlank() && idempotencyKey.length() <= MAX_KEY, "idempotency key");
    require(isLine(subject) && subject.length() <= MAX_SUBJECT, "subject");
    require(text.length() <= MAX_TEXT && text.indexOf('\0') < 0, "text");
    require(recipients.size() <= MAX_RECIPIENTS, "number of recipients");
    require(recipients.stream().allMatch(MailAddress::isValid), "recipient");
    require(attachments.size() <= MAX_ATTACHMENTS, "number of attachments");
    require(bytes(attachments) <= MAX_ATTACHED_BYTES, "size of the attachments");
  }

  /** A notice for the recipients of a channel. */
  public static Notice toChannel(
      String idempotencyKey,
      String channel,
      String subject,
      String text,
      List<Attachment> attachments) {
    return new Notice(idempotencyKey, channel, List.of(), subject, text, attachments, null);
  }

  /** A mail to these addresses, by the channel that {@code notify.mail-channel} names. */
  public static Notice toRecipients(
      String idempotencyKey,
      List<String> recipients,
      String subject,
      String text,
      List<Attachment> attachments) {
    return new Notice(idempotencyKey, "", recipients, subject, text, attachments, null);
  }

  private static long bytes(List<Attachment> attachments) {
    return attachments.stream().mapToLong(one -> one.content().length).sum();
  }

  private static boolean isLine(String text) {
    return text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("A notice cannot have this " + what + ".");
    }
  }
}
