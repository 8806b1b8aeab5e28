package io.tapline.eventstore.notify.channel;

import java.util.List;

/**
 * What only mail has.
 *
 * @param username with whom to log in; empty: no login
 */
public record MailFields(String sender, List<String> recipients, String username) {
  /** Of a channel that is none of mail. */
  public static final MailFields NONE = new MailFields("", List.of(), "");
}
