"""Tickets of help desks: Incident IQ, osTicket, Freshservice, Freshdesk and Zammad. What people wrote is never kept."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

TIME = (
    "coalesce(try_cast(nullif(replace({0}, 'Z', ''), '') AS TIMESTAMP), try_strptime({0}, ["
    "'%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%y %I:%M %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', "
    "'%m/%d/%Y', '%d-%m-%Y %H:%M:%S']))"
)
READS = (("time", TIME),)
INCIDENT_IQ = FileForm(
    table="incident_iq_tickets",
    title="Incident IQ tickets",
    file="incident-iq-tickets.csv",
    columns=columns(
        """
        TicketId*          id
        TicketNumber       id
        CreatedDate        time
        StartedDate        time # when somebody began with it
        ModifiedDate       time
        ClosedDate         time
        IsClosed           bool
        Status             text
        TeamName           text
        LocationId         id
        LocationName       text
        Priority           text
        IssueCategoryName  text
        IssueTypeName      text
        AssetTag           id
        ModelName          text
        SerialNumber       id
        AssetId            id
        """
    ),
    marks=frozenset({"ticketid", "ticketnumber", "createddate", "isclosed"}),
    key=("ticket_id",),
    only_these=True,
    reads=READS,
)
OSTICKET = FileForm(
    table="osticket_tickets",
    title="osTicket tickets",
    file="osticket.csv",
    columns=columns(
        """
        Ticket Number*     id
        Date Created       time
        Priority           text
        Department         text
        Help Topic         text
        Source             text
        Current Status     text
        Last Updated       time
        Closed Date        time
        Answered           bool # somebody answered; when is not said
        Reopen Count       number
        Location           text # an own field, where there is one
        Asset Tag          id # an own field, where there is one
        """
    ),
    marks=frozenset({"ticket number", "date created", "current status"}),
    key=("ticket_number",),
    only_these=True,
    reads=READS,
)
FRESH = FileForm(
    table="fresh_tickets",
    title="Freshservice or Freshdesk tickets",
    file="tickets.csv",
    columns=columns(
        """
        Ticket ID*         id
        Status             text
        Priority           text
        Source             text
        Type               text
        Category           text
        Item               text
        Group              text
        Created time       time
        Resolved time      time
        Closed time        time
        Last update time   time
        Initial response time  time
        First response time (in hrs) = first_response_hours  text # with decimals, or as hours, minutes and seconds
        Resolution time (in hrs) = resolution_hours  text
        Location           text # an own field, where there is one
        Asset Tag          id # an own field, where there is one
        """
    ),
    marks=frozenset({"ticket id", "created time", "resolved time"}),
    key=("ticket_id",),
    only_these=True,
    reads=READS,
)
FRESH_ALIASES = {"last updated time": "last update time"}
ZAMMAD = FileForm(
    table="zammad_tickets",
    title="Zammad tickets",
    file="tickets.json",
    columns=columns(
        """
        id*                id
        number             id
        group              text
        group_id           id
        priority           text
        priority_id        id
        state              text
        state_id           id
        created_at         time
        updated_at         time
        first_response_at  time
        close_at           time
        first_response_in_min  number # on the clock of the service hours
        close_in_min       number
        create_article_type  text
        location           text # an own field, where there is one
        asset_tag          id # an own field, where there is one
        """
    ),
    marks=frozenset({"id", "number", "customer_id", "created_at", "article_count"}),
    key=("id",),
    version="api",
    only_these=True,
    reads=READS,
)

FORMS = (INCIDENT_IQ, OSTICKET, FRESH, ZAMMAD)
