package io.tapline.flowlog.catalog;

import io.tapline.flowlog.Reason;
import io.tapline.rpc.Refusal;
import java.util.regex.Pattern;

/** Names of net objects: paths such as {@code /NetObjects/Office/Printers}. */
final class NetObjectName {
  /** Every name is under it. */
  static final String ROOT = "/NetObjects";

  static final int MAX_CHARACTERS = 255;

  /** Parts without blanks at their ends, control characters and wildcards. */
  private static final Pattern FORM =
      Pattern.compile(ROOT + "(/[^/*\\s\\p{Cntrl}]+( +[^/*\\s\\p{Cntrl}]+)*+)++");

  private NetObjectName() {}

  /**
   * @throws Refusal INVALID_NET_OBJECT
   */
  static String checked(String name) {
    if (name.length() > MAX_CHARACTERS || !FORM.matcher(name).matches()) {
      throw Refusal.ofField(
          Reason.INVALID_NET_OBJECT,
          "net_object.name",
          ("A net object is named %s/ and parts between slashes, without * and control characters,"
                  + " at most %d characters in all.")
              .formatted(ROOT, MAX_CHARACTERS));
    }
    return name;
  }
}
