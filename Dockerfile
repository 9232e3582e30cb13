# One image for web and worker. What it runs are the commands that `make run` runs (helpdesk/management).

ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS packages
# With REQUIREMENTS=requirements-s3.txt the image can keep attachments in a bucket (STORAGE_URL).
ARG REQUIREMENTS=requirements.txt
WORKDIR /build
COPY ${REQUIREMENTS} ./
RUN python -m venv /opt/venv && \
    /opt/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-cache-dir \
    --require-hashes --requirement "${REQUIREMENTS}"

FROM packages AS static
COPY . /app
WORKDIR /app
# Settings want a place for what they keep; nothing of it goes on into the image.
RUN HELPDESK_VAR=/tmp/var STATIC_ROOT=/static /opt/venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:${PYTHON}
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    BIND=0.0.0.0 \
    PORT=8000 \
    HELPDESK_VAR=/var/lib/helpdesk \
    STATIC_ROOT=/srv/helpdesk/static
RUN groupadd --gid 10001 helpdesk && \
    useradd --uid 10001 --gid 10001 --home-dir /var/lib/helpdesk --create-home --shell /usr/sbin/nologin helpdesk
COPY --from=packages /opt/venv /opt/venv
COPY --from=static /static /srv/helpdesk/static
COPY . /app
WORKDIR /app
USER 10001:10001
VOLUME /var/lib/helpdesk
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD \
    ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
CMD ["python", "-m", "gunicorn", "--config", "python:helpdesk.web", "helpdesk.wsgi"]
