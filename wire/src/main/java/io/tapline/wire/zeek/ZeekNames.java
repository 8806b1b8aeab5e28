package io.tapline.wire.zeek;

import java.util.Set;

/**
 * Names of columns whatever stands between a record and its member: Zeek writes {@code id.orig_h},
 * and {@code id_orig_h}, {@code id$orig_h} and the like where its scope separator was changed
 * ({@code Log::default_scope_sep}).
 */
public final class ZeekNames {
  private static final String RECORD = "id";
  private static final Set<String> MEMBERS = Set.of("orig_h", "orig_p", "resp_h", "resp_p");
  private static final int MEMBER_LENGTH = 6;
  private static final int LONGEST_SEPARATOR = 8;

  private ZeekNames() {}

  /** The name with a dot as its separator; every other name as it is. */
  public static String dotted(String name) {
    int memberAt = name.length() - MEMBER_LENGTH;
    int separator = memberAt - RECORD.length();
    boolean scoped = separator > 0 && separator <= LONGEST_SEPARATOR && name.startsWith(RECORD);
    return scoped && MEMBERS.contains(name.substring(memberAt)) && separates(name, memberAt)
        ? member(name.substring(memberAt))
        : name;
  }

  /** The dotted name of a member of the nested record {@code id}. */
  static String member(String name) {
    return RECORD + "." + name;
  }

  static boolean isRecord(String name) {
    return name.equals(RECORD);
  }

  private static boolean separates(String name, int memberAt) {
    return name.substring(RECORD.length(), memberAt).chars().noneMatch(Character::isLetterOrDigit);
  }
}
