package io.tapline.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A mail server on loopback that speaks SMTP (RFC 5321) without extensions and keeps the mails that
 * it takes. Any number of connections, each on a thread of its own.
 */
public final class TestSmtpServer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<Mail> mails = new CopyOnWriteArrayList<>();
  private volatile Function<String, String> answers = command -> "";

  /**
   * A mail that was taken.
   *
   * @param text headers and body, lines ended by LF
   */
  public record Mail(String from, List<String> to, String text) {}

  public TestSmtpServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The mails taken so far. */
  public List<Mail> mails() {
    return List.copyOf(mails);
  }

  /**
   * Answers commands otherwise than usual.
   *
   * @param otherwise the reply to a command line; empty: the usual one
   */
  public void answer(Function<String, String> otherwise) {
    answers = otherwise;
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out =
            new PrintWriter(socket.getOutputStream(), false, StandardCharsets.UTF_8)) {
      new Session(in, out).run();
    } catch (IOException e) {
      // the client is gone
    }
  }

  /** One connection. */
  private final class Session {
    private final BufferedReader in;
    private final PrintWriter out;
    private String from = "";
    private final List<String> to = new ArrayList<>();

    Session(BufferedReader in, PrintWriter out) {
      this.in = in;
      this.out = out;
    }

    void run() throws IOException {
      say("220 test SMTP");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String otherwise = answers.apply(line);
        say(otherwise.isEmpty() ? reply(line) : otherwise);
      }
    }

    private void say(String line) {
      out.print(line + "\r\n");
      out.flush();
    }

    private String reply(String line) throws IOException {
      String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      return switch (verb) {
        case "EHLO", "HELO" -> "250 test";
        case "MAIL" -> {
          from = address(line);
          to.clear();
          yield "250 ok";
        }
        case "RCPT" -> {
          to.add(address(line));
          yield "250 ok";
        }
        case "DATA" -> data();
        case "RSET", "NOOP" -> "250 ok";
        case "QUIT" -> "221 bye";
        default -> "502 not here";
      };
    }

    private static String address(String line) {
      return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private String data() throws IOException {
      say("354 go on");
      StringBuilder text = new StringBuilder();
      for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
        if (line == null) {
          throw new IOException("the client left in the middle of a mail");
        }
        text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
      }
      mails.add(new Mail(from, List.copyOf(to), text.toString()));
      return "250 taken";
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
