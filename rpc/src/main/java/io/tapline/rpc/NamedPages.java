package io.tapline.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Pages of a list whose entries have names of their own, in the order of their names. A page begins
 * behind the last name of the page before, so what is added or removed meanwhile neither repeats
 * nor hides others.
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
    int most = limit.of(size);
    byte[] asked = asked(question);
    String last = token.isEmpty() ? "" : tokens.read(asked, token);
    List<T> found =
        entries
            .filter(entry -> token.isEmpty() || name.apply(entry).compareTo(last) > 0)
            .sorted(Comparator.comparing(name))
            .limit(most + 1L)
            .toList();
    return found.size() <= most
        ? new Page<>(found, "")
        : new Page<>(found.subList(0, most), tokens.write(asked, name.apply(found.get(most - 1))));
  }

  private byte[] asked(byte[] question) {
    return ByteBuffer.allocate(list.length + 1 + question.length)
        .put(list)
        .put((byte) 0)
        .put(question)
        .array();
  }

  private static String text(ByteBuffer bytes) {
    return UTF_8.decode(bytes).toString();
  }
}
