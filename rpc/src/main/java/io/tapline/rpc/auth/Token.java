package io.tapline.rpc.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A token as its bearer has it: {@code tap_} and 256 random bits in base64url. The prefix lets
 * people and scanners of leaked secrets recognize it.
 */
public final class Token {
  private static final String PREFIX = "tap_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final int MAX_FILE_BYTES = 4096;

  private Token() {}

  public static String random(SecureRandom random) {
    byte[] bits = new byte[RANDOM_BYTES];
    random.nextBytes(bits);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  /** The token in a file of one line, which only its owner and their group can read. */
  public static String read(Path file) throws IOException {
    SecretFile.requirePrivate(file);
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException(file + " is too long to hold one token.");
    }
    String token = Files.readString(file, StandardCharsets.UTF_8).strip();
    if (!FORM.matcher(token).matches()) {
      throw new IOException(file + " holds no token (" + PREFIX + " and 43 characters).");
    }
    return token;
  }

  /** What is kept of a token: its SHA-256 in hexadecimal digits. */
  static String hash(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Compares in a time that says nothing about where they differ. */
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
