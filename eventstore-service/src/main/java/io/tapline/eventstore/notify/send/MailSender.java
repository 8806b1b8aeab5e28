package io.tapline.eventstore.notify.send;

import io.tapline.eventstore.notify.Notice;
import io.tapline.eventstore.notify.Notice.Attachment;
import io.tapline.eventstore.notify.channel.Channel.Route;
import io.tapline.eventstore.notify.channel.MailFields;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Mail by SMTP (RFC 5321): by TLS ({@code smtps}), else by STARTTLS, without which nothing is sent
 * unless the route allows it. Every attempt has the same Message-ID, by which mail systems
 * recognise a repetition.
 */
final class MailSender implements Sender {
  /** SMTP replies to a login: the channel is at fault, not the notice. */
  private static final Set<Integer> LOGIN_REPLIES = Set.of(530, 534, 535, 538);

  /** A mail is several steps, each with its own answer. */
  static final int STEPS = 6;

  private final MailClient client;
  private final MailFields mail;
  private final Duration limit;

  MailSender(Vertx vertx, Route route, Duration timeout, String hostname) {
    this.client = MailClient.create(vertx, config(route, timeout, hostname));
    this.mail = route.mail();
    this.limit = timeout.multipliedBy(STEPS);
  }

  private static MailConfig config(Route route, Duration timeout, String hostname) {
    boolean tls = route.target().scheme().equals("smtps");
    MailConfig config =
        new MailConfig(route.target().address(), route.target().port())
            .setSsl(tls)
            .setStarttls(startTls(tls, route))
            .setLogin(
                route.mail().username().isEmpty() ? LoginOption.DISABLED : LoginOption.REQUIRED)
            .setOwnHostname(hostname)
            .setAllowRcptErrors(true)
            .setMaxPoolSize(1);
    config.setConnectTimeout((int) timeout.toMillis());
    config.setHostnameVerificationAlgorithm("HTTPS");
    if (!route.mail().username().isEmpty()) {
      config.setUsername(route.mail().username()).setPassword(route.secret().reveal());
    }
    if (!route.caCertificates().isEmpty()) {
      config.setTrustOptions(
          new PemTrustOptions().addCertValue(Buffer.buffer(route.caCertificates())));
    }
    return config;
  }

  private static StartTLSOptions startTls(boolean tls, Route route) {
    if (tls) {
      return StartTLSOptions.DISABLED;
    }
    return route.mayBePlaintext() ? StartTLSOptions.OPTIONAL : StartTLSOptions.REQUIRED;
  }

  @Override
  public String send(Outgoing message) {
    List<String> recipients = recipients(message.notice());
    MailResult result =
        Answers.await(
            client.sendMail(mail(message.notice(), recipients)), limit, MailSender::failure);
    List<String> missing = new ArrayList<>(recipients);
    missing.removeAll(result.getRecipients());
    return missing.isEmpty() ? "" : "refused for " + String.join(", ", missing);
  }

  private List<String> recipients(Notice notice) {
    return notice.recipients().isEmpty() ? mail.recipients() : notice.recipients();
  }

  private MailMessage mail(Notice notice, List<String> recipients) {
    return new MailMessage()
        .setFrom(mail.sender())
        .setTo(recipients)
        .setSubject(notice.subject())
        .setText(notice.text())
        .setHeaders(headers(notice.idempotencyKey()))
        .setAttachment(notice.attachments().stream().map(MailSender::attachment).toList());
  }

  private MultiMap headers(String key) {
    UUID name = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    String domain = mail.sender().substring(mail.sender().indexOf('@') + 1);
    return MultiMap.caseInsensitiveMultiMap()
        .add("Message-ID", "<%s@%s>".formatted(name, domain))
        .add("Auto-Submitted", "auto-generated");
  }

  private static MailAttachment attachment(Attachment one) {
    return MailAttachment.create()
        .setName(one.name())
        .setContentType(one.mediaType())
        .setData(Buffer.buffer(one.content()));
  }

  private static DeliveryFailure failure(Throwable cause) {
    if (cause instanceof SMTPException smtp) {
      int reply = smtp.getReplyCode();
      boolean permanent = reply >= 500 && reply < 600 && !LOGIN_REPLIES.contains(reply);
      return new DeliveryFailure(permanent, String.valueOf(smtp.getMessage()));
    }
    return DeliveryFailure.passing(cause);
  }

  @Override
  public void close() {
    var _ = client.close();
  }
}
