package dev.lekha.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.MultipartResolver;

/**
 * No door takes files, so none are parsed: Spring Boot's own resolver would write them to disk
 * first.
 */
@Component("multipartResolver")
final class NoUploads implements MultipartResolver {
    @Override
    public boolean isMultipart(HttpServletRequest request) {
        return false;
    }

    @Override
    public MultipartHttpServletRequest resolveMultipart(HttpServletRequest request) {
        throw new MultipartException("no door takes files");
    }

    @Override
    public void cleanupMultipart(MultipartHttpServletRequest request) {
        throw new MultipartException("no door takes files");
    }
}
