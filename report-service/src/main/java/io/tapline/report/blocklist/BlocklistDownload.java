package io.tapline.report.blocklist;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Fetches one list from its URL into a file. The server is asked whether it changed (ETag, RFC 9110
 * section 8.8.3), answers are limited in bytes and in time as a whole, and a new one takes the
 * place of the old one only when it is a list: most of its lines must be entries.
 *
 * <p>Not thread-safe.
 */
final class BlocklistDownload {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[!-~&&[^\"]]*\"");

  private final URI url;
  private final Path file;
  private final BlocklistFiles.Limits limits;
  private final Web web;

  /**
   * How it is asked for.
   *
   * @param http does not follow redirections by itself
   * @param timeout of the whole answer, with all redirections
   */
  record Web(HttpClient http, Redirects redirects, Duration timeout) {
    Web {
      if (http.followRedirects() != HttpClient.Redirect.NEVER) {
        throw new IllegalArgumentException("the client must leave redirections to us");
      }
    }
  }

  /** What came of it. */
  enum Outcome {
    NEW,
    UNCHANGED
  }

  BlocklistDownload(URI url, Path file, BlocklistFiles.Limits limits, Web web) {
    this.url = url;
    this.file = file;
    this.limits = limits;
    this.web = web;
  }

  URI url() {
    return url;
  }

  /**
   * @throws IOException with a sentence; the file is as it was
   */
  Outcome fetch() throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = lastAnswer();
    if (answer.statusCode() == NOT_MODIFIED) {
      return Outcome.UNCHANGED;
    }
    if (answer.statusCode() != OK) {
      throw new IOException("the server answered with status " + answer.statusCode());
    }
    keep(answer.body(), answer.headers().firstValue("ETag"));
    return Outcome.NEW;
  }

  /** The first that is no redirection. */
  private HttpResponse<byte[]> lastAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + web.timeout().toNanos();
    boolean inside = web.redirects().isInside(url);
    URI at = url;
    for (int followed = 0; followed <= Redirects.MAX_REDIRECTS; followed++) {
      HttpResponse<byte[]> answer = answer(request(at), deadline - System.nanoTime());
      if (!Redirects.isRedirect(answer.statusCode())) {
        return answer;
      }
      at = web.redirects().next(at, location(answer), inside);
      inside = inside && web.redirects().isInside(at);
    }
    throw new RedirectRefused("more than %d redirections".formatted(Redirects.MAX_REDIRECTS));
  }

  private static String location(HttpResponse<byte[]> answer) throws IOException {
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new IOException("the server answered with a redirection to nowhere"));
  }

  private HttpRequest request(URI at) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(web.timeout()).GET();
    if (Files.exists(file) && Files.exists(tagFile())) {
      addTag(request, Files.readString(tagFile(), StandardCharsets.ISO_8859_1).strip());
    }
    return request.build();
  }

  /** After a power failure the file may hold anything; then the whole list is asked for. */
  private static void addTag(HttpRequest.Builder request, String tag) {
    if (TAG.matcher(tag).matches()) {
      request.header("If-None-Match", tag);
    }
  }

  private HttpResponse<byte[]> answer(HttpRequest request, long nanos)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        web.http()
            .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.bytes()));
    try {
      return answer.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + web.timeout().toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  private void keep(byte[] body, Optional<String> tag) throws IOException {
    requireList(body);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(tagFile()); // a crash between the two asks for the whole list again
    replace(file, body);
    if (tag.isPresent()) {
      replace(tagFile(), tag.get().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void requireList(byte[] body) throws IOException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      Blocklist list = BlocklistParser.parse(file.toString(), text.lines(), limits.entries());
      if (list.entries() == 0 || list.entries() < list.unreadableLines()) {
        throw new IOException("the answer is no list: most of its lines are no entries");
      }
    } catch (CharacterCodingException e) {
      throw new IOException("the answer is no list: it is no text", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path tagFile() {
    return file.resolveSibling("." + file.getFileName() + ".etag");
  }
}
