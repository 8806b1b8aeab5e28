package io.tapline.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a list whose entries have names of their own, in the order of their names. A page begins
 * behind the last name of the page before, so what is added or removed meanwhile neither repeats
 * nor hides others. A list in another order gives its entries names that sort so.
 *
 * @param <T> an entry of the list
 */
public final class NamedPages<T> {
  private static final int VERSION = 1;
  private static final int STANDARD_SIZE = 100;
  private static final int MAX_SIZE = 1_000;

  /**
   * Why a request for a page may be refused.
   *
   * @param size it asks for too many entries, or for fewer than none
   * @param invalid its token is none of this service
   * @param mismatch its token belongs to another list
   */
  public record Reasons(RefusalReason size, RefusalReason invalid, RefusalReason mismatch) {}

  /**
   * A part of the list.
   *
   * @param nextToken empty where it is the last
   */
  public record Page<T>(List<T> entries, String nextToken) {}

  /** A request that was accepted: at most {@code size} entries whose names come after a name. */
  public final class Request {
    private final byte[] question;
    private final @Nullable String after;
    private final int size;

    private Request(byte[] question, @Nullable String after, int size) {
      this.question = question;
      this.after = after;
      this.size = size;
    }

    /** Empty for the first page: every name but the empty one comes after it. */
    public String after() {
      return after == null ? "" : after;
    }

    /** How many entries to look for: one more than the page has, so that it knows its end. */
    public int most() {
      return size + 1;
    }

    /**
     * @param entries the whole list, in any order
     */
    public Page<T> of(Stream<T> entries) {
      return page(
          entries
              .filter(entry -> after == null || name.apply(entry).compareTo(after) > 0)
              .sorted(Comparator.comparing(name))
              .limit(most())
              .toList());
    }

    /**
     * @param found the first {@link #most} entries after {@link #after}, in the order of names
     */
    public Page<T> page(List<T> found) {
      return found.size() <= size
          ? new Page<>(found, "")
          : new Page<>(
              found.subList(0, size), tokens.write(question, name.apply(found.get(size - 1))));
    }
  }

  private final byte[] list;
  private final Function<T, String> name;
  private final Limit limit;
  private final PageTokens<String> tokens;

  /**
   * @param list what is listed: tokens of another list are refused
   */
  public NamedPages(String list, Function<T, String> name, Reasons reasons) {
    this.list = list.getBytes(UTF_8);
    this.name = name;
    this.limit = new Limit(reasons.size(), "page_size", STANDARD_SIZE, MAX_SIZE);
    this.tokens =
        new PageTokens<>(
            VERSION,
            new PageTokens.Form<>(text -> text.getBytes(UTF_8), NamedPages::text),
            reasons.invalid(),
            reasons.mismatch());
  }

  /**
   * @param entries the whole list, in any order
   * @param size at most so many as {@value #MAX_SIZE}; 0 = {@value #STANDARD_SIZE}
   * @param token of the page before; empty = the first page
   * @throws Refusal for a size or a token that is none
   */
  public Page<T> page(Stream<T> entries, int size, String token) {
    return page(entries, size, token, new byte[0]);
  }

  /**
   * The same for a list that depends on what was asked.
   *
   * @param question any bytes that are the same for the same question, paging aside
   */
  public Page<T> page(Stream<T> entries, int size, String token, byte[] question) {
    return request(size, token, question).of(entries);
  }

  /** Checks a request before its entries are looked for; throws as {@link #page} does. */
  public Request request(int size, String token, byte[] question) {
    byte[] asked = asked(question);
    int most = limit.of(size);
    return new Request(asked, token.isEmpty() ? null : tokens.read(asked, token), most);
  }

  private byte[] asked(byte[] question) {
    return ByteBuffer.allocate(list.length + 1 + question.length)
        .put(list)
        .put((byte) 0)
        .put(question)
        .array();
  }

  private static String text(ByteBuffer bytes) {
    String name = UTF_8.decode(bytes).toString();
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("No name has a NUL.");
    }
    return name;
  }
}
