package io.tapline.eventstore.mail;

import java.util.regex.Pattern;

/** What is taken for a mail address: {@code local@domain}, ASCII, without a display name. */
public final class MailAddress {
  private static final int MAX_LENGTH = 254;
  private static final Pattern SHAPE =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  private MailAddress() {}

  public static boolean isValid(String text) {
    return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches();
  }
}
