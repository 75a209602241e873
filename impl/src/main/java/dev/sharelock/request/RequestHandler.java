package dev.sharelock.request;

/** Answers requests. */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Answers one request, by one of the methods of the exchange. An exception, and no answer, are
   * told to the client as {@link ReplyStatus#FAILED}; the server goes on. An {@link Error} is
   * passed on to the caller of the server, and the request stays where it is.
   *
   * @param exchange the request, and how to answer it; not to be used after the method has returned
   * @throws Exception to tell the client that the request has failed
   */
  void handle(Exchange exchange) throws Exception;
}
