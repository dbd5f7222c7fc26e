"""Incident IQ assets, as its sheets and API reports write them."""

from __future__ import annotations

from cupola.engine.sources.forms import FileForm, columns

TIME = (
    "coalesce(try_cast(nullif(replace({0}, 'Z', ''), '') AS TIMESTAMP), "
    "try_strptime({0}, ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y']))"
)
ASSETS = FileForm(
    table="incident_iq_assets",
    title="Incident IQ assets",
    file="incident-iq-assets.csv",
    columns=columns(
        """
        AssetId*           id # Incident IQ's own key of the asset
        AssetTag           id
        Name               text personal
        SerialNumber       id
        ModelName          text
        ManufacturerName   text
        CategoryName       text
        LocationId         id
        LocationName       text
        LocationType       text
        LocationRoomName   text
        OwnerId            id
        OwnerFullName      text personal
        OwnerFirstName     text personal
        OwnerLastName      text personal
        OwnerEmail         email personal
        OwnerSchoolIdNumber = owner_local_id  id # the student's or employee's number
        OwnerRoleName      text
        OwnerGrade         text
        OwnerLocationId    id
        StatusName         text
        StorageLocationName  text
        StorageUnitNumber  text
        PurchasedDate      date # often empty; CreatedDate then stands for the age
        WarrantyExpDate    date
        PurchasePrice      number
        CreatedDate        time
        ModifiedDate       time
        DeployedDate       time
        OpenTickets        number
        """
    ),
    marks=frozenset({"assetid", "assettag", "owneremail"}),
    key=("asset_id",),
    reads=(("time", TIME), ("date", f"CAST({TIME} AS DATE)")),
)

FORMS = (ASSETS,)
